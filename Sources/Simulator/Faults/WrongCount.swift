/// A number in `msg` that is not the number of rows.
struct WrongCount: Fault {
    static let name = "wrong_count"

    private let difference: Int

    init(_ settings: FaultSettings) {
        difference = settings.number("by", orAlone: true) ?? 1
    }

    func apply(to answer: inout Answer) {
        answer.withRows { $0.envelope.message = Envelope.found($0.selection.count + difference) }
    }
}
