/// The right rows in an order that means nothing, the same at every call.
struct Unsorted: Fault {
    static let name = "unsorted"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.withRows { $0.order = .unsorted }
    }
}
