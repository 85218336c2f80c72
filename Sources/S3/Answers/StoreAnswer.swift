internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// What a store answered.
struct StoreAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    /// The body, unless it is streamed.
    var body: [UInt8] = []
    /// The body that is still to be read; nil if it was.
    var stream: HTTPClientResponse.Body?
    /// What the error document says, wherever it came from.
    var error: StoreError?
    /// How many seconds the store's clock is ahead of this machine's; nil where the answer does not say.
    var skew: Int?

    /// The value of a header.
    func header(_ name: String) -> String? { headers.first(name: name) }

    /// The version of the content, without quotation marks.
    var etag: String? { header("etag").map(ETagText.bare) }

    /// When the store answered, by its own clock.
    var date: Int? { header("age") == nil ? header("date").flatMap(StoreTime.ofHeader) : nil }

    /// The facts of the object that the answer is about; nil if it lacks what every store sends.
    var facts: S3ObjectFacts? {
        guard let etag, let size = wholeSize else { return nil }
        let prefix = "x-amz-meta-"
        let metadata = headers.filter { $0.name.lowercased().hasPrefix(prefix) }
            .map { ($0.name.lowercased().dropFirst(prefix.count), $0.value) }
        return S3ObjectFacts(
            etag: etag, size: size, lastModified: header("last-modified").flatMap(StoreTime.ofHeader),
            metadata: Dictionary(metadata.map { (String($0), $1) }, uniquingKeysWith: { first, _ in first }),
            answeredAt: date)
    }

    /// The size of the object, also where only a part of it was sent.
    private var wholeSize: Int? {
        if let range = header("content-range") { return range.split(separator: "/").last.flatMap { Int($0) } }
        return header("content-length").flatMap { Int($0) }
    }
}

/// The error document of a store.
struct StoreError: Sendable, Equatable {
    /// The store's word for the error, such as `NoSuchKey`.
    var code: String
    /// Its sentence for people.
    var message: String
    /// The region that it names.
    var region: String?

    init(code: String, message: String = "", region: String? = nil) {
        (self.code, self.message, self.region) = (code, message, region)
    }

    /// Reads an error document; nil if the body is something else.
    init?(_ body: [UInt8]) {
        guard let root = StoreXML(body), let error = root.name == "Error" ? root : root["Error"],
            let code = error.text("Code")
        else { return nil }
        self.init(code: code, message: error.text("Message") ?? "", region: error.text("Region"))
    }
}

/// ETags as headers and documents have them.
enum ETagText {
    /// Without quotation marks.
    static func bare(_ text: String) -> String {
        text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
    }

    /// With quotation marks.
    static func quoted(_ etag: String) -> String { etag.hasPrefix("W/") ? etag : "\"\(etag)\"" }
}
