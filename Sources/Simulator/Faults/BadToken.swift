/// 403 as for a token that is wrong or was deleted.
struct BadToken: Fault {
    static let name = "bad_token"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.refuse(.badToken)
    }
}
