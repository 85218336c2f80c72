internal import Disk
internal import ETL
internal import NIOHTTP1

/// A role that a token of the platform opens: the token is read from its file, and exchanged at the token service.
struct WebIdentity: CredentialSource {
    let variables: Variables
    let region: String
    let connections: S3Connections

    func find() async throws -> S3Credentials? {
        guard let path = variables["AWS_WEB_IDENTITY_TOKEN_FILE"] else { return nil }
        guard let role = variables["AWS_ROLE_ARN"] else {
            throw ETLError.credentials(
                "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not", "Set both, or neither")
        }
        let token = try SecretFile.read(path, named: "AWS_WEB_IDENTITY_TOKEN_FILE")
        let server = try server
        let endpoint = CredentialEndpoint(
            server: server, connections: connections, isNear: false, timeout: .seconds(15), attempts: 5)
        let fields = [
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
            ("RoleSessionName", variables["AWS_ROLE_SESSION_NAME"] ?? "wolkvox-etl"),
            ("WebIdentityToken", token.reveal()),
        ]
        let form = fields.map { "\($0.0)=\(PercentEncoding.value($0.1))" }.joined(separator: "&")
        do {
            let (status, body) = try await endpoint.ask(.POST, target: "/", form: form)
            guard status == 200 else { throw refusal(of: role, StoreError(body), status) }
            guard let found = Self.credentials(in: body) else {
                throw ETLError.credentials(
                    "The token service at \(server) gave an answer without credentials", "Check AWS_ENDPOINT_URL_STS")
            }
            return found
        } catch let fault as ConnectionFault {
            throw ETLError(
                .files, scope: .run, "The token service at \(server) cannot be reached: it \(fault.detail)",
                advice: "Check AWS_REGION and the network, then run again")
        }
    }

    private var server: S3Endpoint {
        get throws {
            if let address = variables["AWS_ENDPOINT_URL_STS"] ?? variables["AWS_ENDPOINT_URL"] {
                let server = try S3Endpoint(address)
                guard server.isSecure || server.isLoopback else {
                    throw ETLError(
                        .configuration, scope: .run, "\(server) would get a token over the network unencrypted",
                        advice: "Give the token service's address with https in AWS_ENDPOINT_URL_STS")
                }
                return server
            }
            return S3Endpoint(amazon: "sts", in: region)
        }
    }

    private func refusal(of role: String, _ error: StoreError?, _ status: Int) -> ETLError {
        let code = ShownText.line(String((error?.code ?? "status \(status)").prefix(60)))
        let advice =
            error?.code.hasPrefix("ExpiredToken") == true
            ? "Let the platform write a new token to the file"
            : "Check that the role trusts the issuer of the token, and AWS_ROLE_ARN"
        return ETLError.credentials(
            "The token service refused the role \(ShownText.line(role)) for the token file: \(code)", advice)
    }

    private static func credentials(in body: [UInt8]) -> S3Credentials? {
        guard let result = StoreXML(body)?["AssumeRoleWithWebIdentityResult"]?["Credentials"],
            let id = result.text("AccessKeyId"), let secret = result.text("SecretAccessKey")
        else { return nil }
        return S3Credentials(
            id: id, secret: secret, token: result.text("SessionToken"), expires: result.text("Expiration"))
    }
}

/// A file that holds one secret, which the platform replaces from time to time.
enum SecretFile {
    /// Reads the secret, without the blanks at its ends.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - variable: the variable that names it, for messages.
    /// - Returns: the secret.
    /// - Throws: `ETLError` if the file cannot be read, is empty or has several lines.
    static func read(_ path: String, named variable: String) throws(ETLError) -> Secret {
        let bytes: [UInt8]
        do throws(Files.Unreadable) {
            bytes = try Files.input(path)
        } catch {
            throw ETLError.credentials(
                "\(variable) names \(ShownText.line(path)), which cannot be read: \(error)", "Correct the variable")
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard lines.count == 1, let line = lines.first else {
            throw ETLError.credentials(
                "\(variable) names \(ShownText.line(path)), which does not hold one line", "Correct the variable")
        }
        return Secret(line.split(separator: " ").joined(separator: " "))
    }
}
