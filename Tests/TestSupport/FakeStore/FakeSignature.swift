internal import Crypto
internal import Foundation

/// Checks signatures from what came over the wire: nothing here is shared with what signs.
enum FakeSignature {
    /// Checks a request.
    ///
    /// - Returns: the code of what is wrong with it; nil if nothing is.
    static func mistake(
        in request: FakeStoreRequest, _ body: [UInt8], now: Int, _ habits: FakeStoreHabits
    ) -> (status: Int, code: String)? {
        guard let header = request.headers["authorization"], header.hasPrefix("AWS4-HMAC-SHA256 ") else {
            return (403, "AccessDenied")
        }
        var fields: [String: String] = [:]
        for field in header.dropFirst("AWS4-HMAC-SHA256 ".count).components(separatedBy: ", ") {
            let parts = field.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
        }
        let scope = (fields["Credential"] ?? "").split(separator: "/").map(String.init)
        guard scope.count == 5, scope[3] == "s3", scope[4] == "aws4_request" else {
            return (400, "AuthorizationHeaderMalformed")
        }
        guard scope[0] == FakeStore.accessKey else { return (403, "InvalidAccessKeyId") }
        guard scope[2] == habits.region else { return (habits.redirectStatus, redirectCode(habits)) }
        guard let date = request.headers["x-amz-date"], let sent = FakeTime.seconds(compact: date),
            abs(sent - now) <= 900
        else { return (403, "RequestTimeTooSkewed") }
        if let token = request.headers["x-amz-security-token"], habits.expiredTokens.contains(token) {
            return (400, "ExpiredToken")
        }
        guard request.headers["x-amz-content-sha256"] == hex(SHA256.hash(data: body)) else {
            return (400, "XAmzContentSHA256Mismatch")
        }
        return signature(of: request, fields, scope, date) == fields["Signature"] ? nil : (403, "SignatureDoesNotMatch")
    }

    private static func redirectCode(_ habits: FakeStoreHabits) -> String {
        habits.redirectStatus == 301 ? "PermanentRedirect" : "AuthorizationHeaderMalformed"
    }

    private static func signature(
        of request: FakeStoreRequest, _ fields: [String: String], _ scope: [String], _ date: String
    ) -> String {
        let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let query = parts.count == 2 ? parts[1].components(separatedBy: "&").sorted().joined(separator: "&") : ""
        let names = (fields["SignedHeaders"] ?? "").components(separatedBy: ";")
        let headers = names.map { "\($0):\(request.headers[$0] ?? "")\n" }.joined()
        let canonical = [
            request.method, parts[0], query, headers, names.joined(separator: ";"),
            request.headers["x-amz-content-sha256"] ?? "",
        ].joined(separator: "\n")
        let text = [
            "AWS4-HMAC-SHA256", date, scope.dropFirst().joined(separator: "/"),
            hex(SHA256.hash(data: Array(canonical.utf8))),
        ].joined(separator: "\n")
        var key = SymmetricKey(data: Array("AWS4\(FakeStore.secretKey)".utf8))
        for word in scope.dropFirst() {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(word.utf8), using: key))
        }
        return hex(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    static func decodedQuery(_ text: Substring) -> [String: String] {
        let pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (
                parts[0].removingPercentEncoding ?? "", parts.count == 2 ? parts[1].removingPercentEncoding ?? "" : ""
            )
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    static func md5(_ bytes: [UInt8]) -> String { hex(Insecure.MD5.hash(data: bytes)) }

    /// The ETag of an object in parts, as stores make it.
    static func etag(ofParts etags: [String]) -> String {
        let bytes = etags.flatMap { etag in
            stride(from: 0, to: 32, by: 2).map { place in
                let start = etag.index(etag.startIndex, offsetBy: place)
                return UInt8(etag[start..<etag.index(start, offsetBy: 2)], radix: 16) ?? 0
            }
        }
        return "\(md5(bytes))-\(etags.count)"
    }

    static func checksum(_ bytes: [UInt8]) -> String { Data(SHA256.hash(data: bytes)).base64EncodedString() }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Times as a ``FakeStore`` writes and reads them.
enum FakeTime {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    static func now() -> Int { Int(Date().timeIntervalSince1970) }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func header(_ seconds: Int) -> String {
        let parts = parts(seconds)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second))"
        return "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1])"
            + " \(parts.year ?? 0) \(clock) GMT"
    }

    /// `2026-01-01T08:15:42.000Z`.
    static func listing(_ seconds: Int) -> String {
        let parts = parts(seconds)
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))T"
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)).000Z"
    }

    /// Reads `20260101T081542Z`.
    static func seconds(compact text: String) -> Int? {
        let digits = text.filter(\.isNumber).map(String.init)
        guard text.count == 16, digits.count == 14 else { return nil }
        let number = { (range: Range<Int>) in Int(digits[range].joined()) }
        let parts = DateComponents(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))
        return calendar.date(from: parts).map { Int($0.timeIntervalSince1970) }
    }

    private static func parts(_ seconds: Int) -> DateComponents {
        calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second, .weekday],
            from: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    private static func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
}
