internal import ByteScan
internal import Crypto
internal import ETL
internal import Foundation

/// Signs requests by Signature Version 4.
struct Signer: Sendable {
    /// What requests are signed with.
    let credentials: S3Credentials
    /// The region that the store is in.
    let region: String
    /// What the store is called among the services.
    var service = "s3"

    /// Signs a request.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: the path, not encoded.
    ///   - query: names and values, not encoded.
    ///   - headers: the headers that are signed, `host` among them.
    ///   - payloadHash: the SHA-256 of the payload, in hexadecimal.
    ///   - time: the time, in seconds since 1970-01-01T00:00:00Z by the store's clock.
    /// - Returns: the headers that the request needs beside those given.
    func signed(
        method: String, path: String, query: [(name: String, value: String)],
        headers: [(name: String, value: String)], payloadHash: String, time: Int
    ) -> [(name: String, value: String)] {
        var added = [(name: "x-amz-content-sha256", value: payloadHash)]
        added.append((name: "x-amz-date", value: StoreTime.compact(time)))
        if let token = credentials.sessionToken { added.append((name: "x-amz-security-token", value: token.reveal())) }
        let request = CanonicalRequest(
            method: method, path: path, query: query, headers: headers + added, payloadHash: payloadHash)
        added.append((name: "authorization", value: authorization(of: request, time: time)))
        return added
    }

    /// The value of the header `Authorization`.
    func authorization(of request: CanonicalRequest, time: Int) -> String {
        let signature = HMAC<SHA256>.authenticationCode(
            for: Array(stringToSign(request, time: time).utf8), using: key(on: time))
        return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID.reveal())/\(scope(time)), "
            + "SignedHeaders=\(request.signedHeaders), Signature=\(signature.hexadecimal)"
    }

    /// What the key signs.
    func stringToSign(_ request: CanonicalRequest, time: Int) -> String {
        ["AWS4-HMAC-SHA256", StoreTime.compact(time), scope(time), SHA256Text.hexadecimal(Array(request.text.utf8))]
            .joined(separator: "\n")
    }

    private func scope(_ time: Int) -> String {
        "\(StoreTime.compact(time).prefix(8))/\(region)/\(service)/aws4_request"
    }

    /// The key of a day, region and service, which does not reveal the secret that it is made of.
    private func key(on time: Int) -> SymmetricKey {
        let first = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey.reveal())".utf8))
        return [String(StoreTime.compact(time).prefix(8)), region, service, "aws4_request"].reduce(first) { key, text in
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
        }
    }
}
