/// 403 as when too many requests of one token are under way.
struct Simultaneous: Fault {
    static let name = "simultaneous"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.refuse(.tooManyAtOnce(TokenLedger.requestsAtOnce))
    }
}
