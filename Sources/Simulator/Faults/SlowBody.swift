/// A body that trickles.
struct SlowBody: Fault {
    static let name = "slow_body"

    private let bytesPerSecond: Int

    init(_ settings: FaultSettings) {
        bytesPerSecond = settings.count("bytes_per_second", orAlone: true) ?? 10_000
    }

    func apply(to answer: inout Answer) {
        answer.wire.bytesPerSecond = bytesPerSecond
    }
}
