internal import ETL
internal import NIOHTTP1

/// The endpoint that a container platform names: of ECS by a path, of EKS and others by an address.
struct ContainerEndpoint: CredentialSource {
    let variables: Variables
    let connections: S3Connections
    /// Where ECS answers.
    var platform = S3Endpoint(isSecure: false, host: "169.254.170.2", port: 80)

    /// The addresses that plain http may be used with, beside this machine's own.
    private static let nearHosts: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

    func find() async throws -> S3Credentials? {
        guard let (server, target) = try place else { return nil }
        var headers = [(name: "accept", value: "application/json")]
        if let token = try token { headers.append((name: "authorization", value: token.reveal())) }
        let isNear = !server.isSecure || server.isLoopback
        let endpoint = CredentialEndpoint(server: server, connections: connections, isNear: isNear)
        do {
            let (status, body) = try await endpoint.ask(.GET, target: target, headers: headers)
            guard status == 200, let found = CredentialDocument.read(body) else {
                throw ETLError.credentials(
                    status == 200
                        ? "The container's credentials endpoint at \(server) gave an answer without credentials"
                        : "The container's credentials endpoint at \(server) refused with status \(status)",
                    "Check the role of the task or pod")
            }
            return found
        } catch let fault as ConnectionFault {
            throw ETLError(
                .files, scope: .run,
                "The container's credentials endpoint at \(server) cannot be reached: it \(fault.detail)",
                advice: "Check the platform's agent, then run again")
        }
    }

    private var place: (S3Endpoint, String)? {
        get throws {
            if let path = variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
                guard path.hasPrefix("/"), Self.isPlain(path) else {
                    throw Self.wrong("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path")
                }
                return (platform, path)
            }
            let name = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
            guard let address = variables[name] else { return nil }
            guard let separator = address.firstRange(of: "://"), Self.isPlain(address) else {
                throw Self.wrong("\(name) is not an address")
            }
            let end = address[separator.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? address.endIndex
            let server = try S3Endpoint(String(address[..<end]))
            guard server.isSecure || server.isLoopback || Self.nearHosts.contains(server.host) else {
                throw Self.wrong("\(name) would get credentials over the network unencrypted")
            }
            let target = String(address[end...])
            return (server, target.hasPrefix("/") ? target : "/\(target)")
        }
    }

    /// What the endpoint wants to see, read from its file each time.
    private var token: Secret? {
        get throws {
            let name = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
            if let path = variables["\(name)_FILE"] { return try SecretFile.read(path, named: "\(name)_FILE") }
            guard let token = variables[name] else { return nil }
            guard Self.isPlain(token.replacing(" ", with: "")) else { throw Self.wrong("\(name) has several lines") }
            return Secret(token)
        }
    }

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }

    private static func wrong(_ message: String) -> ETLError {
        ETLError.credentials(message, "Leave the variable as the platform sets it")
    }
}
