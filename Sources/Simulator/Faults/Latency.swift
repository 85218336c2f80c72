extension FaultKind {
    /// Time that passes before the answer starts.
    static let latency = FaultKind(name: "latency") { settings in
        let time = settings.duration("for", orAlone: true) ?? .seconds(1)
        return { $0.wire.delay = time }
    }
}
