/// An answer that looks whole and has only a share of its rows.
struct Shrink: Fault {
    static let name = "shrink"

    private let percent: Int

    init(_ settings: FaultSettings) {
        percent = settings.count("percent", orAlone: true, least: 0, most: 100) ?? 10
    }

    func apply(to answer: inout Answer) {
        answer.keepRows { $0.place % 100 < percent }
    }
}
