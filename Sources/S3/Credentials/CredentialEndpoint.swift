internal import AsyncHTTPClient
internal import ETL
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// A server that gives credentials, asked with few and short attempts.
struct CredentialEndpoint: Sendable {
    let server: S3Endpoint
    let connections: S3Connections
    /// Whether it is a part of this machine or of its host, which no proxy leads to.
    var isNear = true
    var timeout = Duration.seconds(5)
    var attempts = 3
    /// Statuses, in answer to which the same is asked again.
    private static let passing: ClosedRange<Int> = 500...599
    private static let largestAnswer = 1 << 20

    /// Asks, and returns status and body.
    ///
    /// - Throws: ``ConnectionFault`` if no answer came, `CancellationError`.
    func ask(
        _ method: HTTPMethod, target: String, headers: [(name: String, value: String)] = [], form: String? = nil
    ) async throws -> (status: Int, body: [UInt8]) {
        var attempt = 1
        while true {
            do {
                let answer = try await once(method, target: target, headers: headers, form: form)
                guard Self.passing.contains(answer.status), attempt < attempts else { return answer }
            } catch let fault as ConnectionFault {
                guard fault.kind != .final, attempt < attempts else { throw fault }
            }
            try await Task.sleep(for: .milliseconds(200 * attempt))
            attempt += 1
        }
    }

    private func once(
        _ method: HTTPMethod, target: String, headers: [(name: String, value: String)], form: String?
    ) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: "\(server)\(target)")
        request.method = method
        request.headers.add(name: "user-agent", value: "wolkvox-etl")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let form {
            request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8")
            request.body = .bytes(ByteBuffer(string: form))
        }
        let response = try await connections.send(request, to: server, isDirect: isNear, timeout: timeout)
        let body = try await connections.body(of: response, from: server, most: Self.largestAnswer)
        return (Int(response.status.code), body)
    }
}

/// The JSON document by which containers and instances are given credentials.
struct CredentialDocument: Decodable {
    private let id: String
    private let secret: String
    private let token: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case id = "AccessKeyId"
        case secret = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
    }

    /// Reads credentials; nil if the document is something else.
    static func read(_ body: [UInt8]) -> S3Credentials? {
        guard let document = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
        return S3Credentials(
            id: document.id, secret: document.secret, token: document.token, expires: document.expiration)
    }
}
