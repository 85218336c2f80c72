import ETL
import Foundation
import TestSupport
import Testing

@testable import S3

/// The signer against botocore's own, on requests made at random.
@Suite struct BotocoreTests {
    private struct Question: Codable {
        var method, url, region, key, secret, token, hash, date: String
        var headers: [[String]]
    }

    private static let letters = Array("abcXYZ019-._~ =+&/%@:,!*'()$#?ñ漢😀\"<>|\\^`{}[];")

    @Test(.enabled(if: TestPython.has("botocore"), "Python with botocore is not installed"))
    func agreesOnRandomRequests() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        var questions: [Question] = []
        var own: [String] = []
        for _ in 0..<400 {
            let (question, signature) = Self.request(&random)
            questions.append(question)
            own.append(signature)
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "sign.py")
        let input = String(decoding: try JSONEncoder().encode(questions), as: UTF8.self)
        let output = try await Tool.run(
            try #require(TestPython.path), [script.path(percentEncoded: false)], input: input)
        let theirs = try JSONDecoder().decode([String].self, from: output)
        #expect(theirs.count == own.count)
        for (place, pair) in zip(own, theirs).enumerated() where pair.0 != pair.1 {
            Issue.record("seed \(seed), request \(place): \(questions[place]) \(pair.0) \(pair.1)")
            break
        }
    }

    private static func text(_ random: inout SplitMix, _ most: Int, least: Int = 0) -> String {
        String(
            (0..<Int.random(in: least...most, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }
        )
    }

    private static func request(_ random: inout SplitMix) -> (Question, String) {
        // Botocore leaves dots that are whole parts of a path to the one who sends it.
        let path = "/bucket/k" + text(&random, 30)
        let query = (0..<Int.random(in: 0...4, using: &random)).map { index in
            (name: "\(index)" + text(&random, 8), value: text(&random, 12))
        }
        let host = ["bucket.s3.eu-west-1.amazonaws.com", "127.0.0.1:8333"].randomElement(using: &random) ?? ""
        let time = Int.random(in: 0...4_000_000_000, using: &random)
        let hash = SHA256Text.hexadecimal(Array(text(&random, 20).utf8))
        let token = Bool.random(using: &random) ? "token/+=\(UInt64.random(in: 0...9999, using: &random))" : ""
        let words = (0..<Int.random(in: 0...3, using: &random)).map { index in
            (name: "x-amz-meta-w\(index)", value: "a  b\(Int.random(in: 0...99, using: &random)) ")
        }
        let credentials = S3Credentials(
            accessKeyID: Secret("AKID\(UInt32.random(in: 0...9999, using: &random))"),
            secretAccessKey: Secret("s/+\(UInt64.random(in: 0...UInt64.max, using: &random))"),
            sessionToken: token.isEmpty ? nil : Secret(token))
        let method = ["GET", "PUT", "POST", "HEAD", "DELETE"].randomElement(using: &random) ?? ""
        let region = ["us-east-1", "eu-west-1", "auto"].randomElement(using: &random) ?? ""
        let signed = Signer(credentials: credentials, region: region).signed(
            method: method, path: path, query: query, headers: words + [(name: "host", value: host)],
            payloadHash: hash, time: time)
        let queryText = CanonicalRequest.text(query)
        let question = Question(
            method: method,
            url: "https://\(host)\(PercentEncoding.path(path))\(queryText.isEmpty ? "" : "?\(queryText)")",
            region: region, key: credentials.accessKeyID.reveal(), secret: credentials.secretAccessKey.reveal(),
            token: token, hash: hash, date: StoreTime.compact(time), headers: words.map { [$0.name, $0.value] })
        return (question, signed.first { $0.name == "authorization" }?.value ?? "")
    }
}
