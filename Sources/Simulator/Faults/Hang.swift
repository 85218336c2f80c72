/// No answer, for an hour or as long as the scenario says; then the connection closes.
struct Hang: Fault {
    static let name = "hang"

    private let time: Duration

    init(_ settings: FaultSettings) {
        time = settings.duration("for", orAlone: true) ?? .seconds(3600)
    }

    func apply(to answer: inout Answer) {
        answer.wire.ending = .hang(time)
    }
}
