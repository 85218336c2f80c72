/// Time that passes before the answer starts.
struct Latency: Fault {
    static let name = "latency"

    private let time: Duration

    init(_ settings: FaultSettings) {
        time = settings.duration("for", orAlone: true) ?? .seconds(1)
    }

    func apply(to answer: inout Answer) {
        answer.wire.delay = time
    }
}
