extension FaultKind {
    /// A body sent with `Content-Encoding: gzip`.
    static let gzipEncoding = FaultKind(name: "gzip") { _ in
        { $0.compress() }
    }
}
