extension FaultKind {
    /// No answer, for an hour or as long as the scenario says; then the connection closes.
    static let hang = FaultKind(name: "hang") { settings in
        let time = settings.duration("for", orAlone: true) ?? .seconds(3600)
        return { $0.wire.ending = .hang(time) }
    }
}
