extension FaultKind {
    /// 403 as when too many requests of one token are under way.
    static let simultaneous = FaultKind(name: "simultaneous") { _ in
        { $0.refuse(.tooManyAtOnce(TokenLedger.requestsAtOnce)) }
    }
}
