/// The connection is reset before anything was answered.
struct Reset: Fault {
    static let name = "reset"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.wire.ending = .reset
    }
}
