internal import ETL

/// A request in the form of which Signature Version 4 is made.
struct CanonicalRequest: Sendable {
    /// The method.
    let method: String
    /// The path, encoded once and not normalized: to a store `a//b` is another key than `a/b`.
    let path: String
    /// The query, encoded and sorted. It is sent in this very form.
    let query: String
    /// The headers that are signed, by name.
    let headers: [(name: String, value: String)]
    /// The SHA-256 of the payload, in hexadecimal.
    let payloadHash: String

    /// A canonical request.
    ///
    /// - Parameters:
    ///   - method: the method.
    ///   - path: the path, not encoded.
    ///   - query: names and values, not encoded.
    ///   - headers: all headers that are to be signed, `host` among them; several of one name keep their order.
    ///   - payloadHash: the SHA-256 of the payload, in hexadecimal.
    init(
        method: String, path: String, query: [(name: String, value: String)],
        headers: [(name: String, value: String)], payloadHash: String
    ) {
        self.method = method
        self.path = PercentEncoding.path(path)
        self.query = Self.text(query)
        self.payloadHash = payloadHash
        var values: [String: [String]] = [:]
        for (name, value) in headers { values[name.lowercased(), default: []].append(Self.trimmed(value)) }
        self.headers = values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { $0.name < $1.name }
    }

    /// The names of the signed headers.
    var signedHeaders: String { headers.map(\.name).joined(separator: ";") }

    /// The text whose hash is signed.
    var text: String {
        ([method, path, query] + headers.map { "\($0.name):\($0.value)" } + ["", signedHeaders, payloadHash])
            .joined(separator: "\n")
    }

    /// A query as it is sent and signed.
    static func text(_ query: [(name: String, value: String)]) -> String {
        // Sorting is by the encoded bytes.
        query.map { (name: PercentEncoding.value($0.name), value: PercentEncoding.value($0.value)) }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// A value without blanks at its ends, and with one blank where there are several.
    private static func trimmed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }.joined(separator: " ")
    }
}
