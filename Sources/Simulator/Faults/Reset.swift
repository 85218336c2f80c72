extension FaultKind {
    /// The connection is reset before anything was answered.
    static let reset = FaultKind(name: "reset") { _ in
        { $0.wire.ending = .reset }
    }
}
