extension FaultKind {
    /// The connection closes once that many bytes of the body are out. A shorter body comes whole.
    static let cutBody = FaultKind(name: "cut_body") { settings in
        let bytes = settings.count("after", orAlone: true, least: 0) ?? 1000
        return { $0.wire.cutAfter = bytes }
    }
}
