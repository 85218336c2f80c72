internal import ETL
internal import Foundation
internal import NIOHTTP1

/// The role of the machine itself, by version 2 of the instance metadata service.
struct InstanceMetadata: CredentialSource {
    let variables: Variables
    let connections: S3Connections

    private static let roles = "/latest/meta-data/iam/security-credentials/"

    func find() async throws -> S3Credentials? {
        guard variables["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        // Where there is no such service, nothing answers at all: it must not be waited for long.
        let endpoint = CredentialEndpoint(
            server: try server, connections: connections,
            timeout: .seconds(number("AWS_METADATA_SERVICE_TIMEOUT") ?? 1),
            attempts: number("AWS_METADATA_SERVICE_NUM_ATTEMPTS") ?? 2)
        let token: [UInt8]
        do {
            let lifetime = (name: "x-aws-ec2-metadata-token-ttl-seconds", value: "21600")
            let answer = try await endpoint.ask(.PUT, target: "/latest/api/token", headers: [lifetime])
            guard answer.status == 200 else { return nil }
            token = answer.body
        } catch is ConnectionFault {
            return nil
        }
        do {
            return try await credentials(endpoint, token)
        } catch let fault as ConnectionFault {
            throw ETLError(
                .files, scope: .run, "The instance's metadata service cannot be reached: it \(fault.detail)",
                advice: "Run again")
        }
    }

    private func credentials(_ endpoint: CredentialEndpoint, _ token: [UInt8]) async throws -> S3Credentials? {
        let proof = (name: "x-aws-ec2-metadata-token", value: String(decoding: token, as: UTF8.self))
        let roles = try await endpoint.ask(.GET, target: Self.roles, headers: [proof])
        guard roles.status != 404 else { return nil }
        let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
        guard roles.status == 200, let role else { throw Self.refusal(roles.status) }
        let answer = try await endpoint.ask(.GET, target: Self.roles + PercentEncoding.value(role), headers: [proof])
        guard answer.status == 200, let found = CredentialDocument.read(answer.body) else {
            throw Self.refusal(answer.status)
        }
        return found
    }

    private func number(_ name: String) -> Int? { variables[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    private static func refusal(_ status: Int) -> ETLError {
        ETLError.credentials(
            status == 200
                ? "The instance's metadata service has no credentials for its role"
                : "The instance's metadata service refused with status \(status)",
            "Check the instance's role")
    }

    private var server: S3Endpoint {
        get throws {
            if let address = variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] { return try S3Endpoint(address) }
            let isNewer = variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]?.lowercased() == "ipv6"
            return S3Endpoint(isSecure: false, host: isNewer ? "[fd00:ec2::254]" : "169.254.169.254", port: 80)
        }
    }
}
