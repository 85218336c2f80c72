extension FaultKind {
    /// 403 as when the day's calls are spent.
    static let quota = FaultKind(name: "quota") { _ in
        { $0.refuse(.quotaSpent) }
    }
}
