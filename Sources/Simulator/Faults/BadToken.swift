extension FaultKind {
    /// 403 as for a token that is wrong or was deleted.
    static let badToken = FaultKind(name: "bad_token") { _ in
        { $0.refuse(.badToken) }
    }
}
