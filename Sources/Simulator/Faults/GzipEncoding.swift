/// A body sent with `Content-Encoding: gzip`.
struct GzipEncoding: Fault {
    static let name = "gzip"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.wire.isGzip = true
        answer.headers["Content-Encoding"] = "gzip"
    }
}
