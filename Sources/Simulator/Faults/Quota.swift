/// 403 as when the day's calls are spent.
struct Quota: Fault {
    static let name = "quota"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.refuse(.quotaSpent)
    }
}
