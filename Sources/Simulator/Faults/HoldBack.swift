/// Rows that are not to be had until they have reached an age.
struct HoldBack: Fault {
    static let name = "hold_back"

    private let age: Duration
    private let every: Int

    init(_ settings: FaultSettings) {
        age = settings.duration("for", orAlone: true) ?? .seconds(1800)
        every = settings.count("every") ?? 1
    }

    func apply(to answer: inout Answer) {
        let limit = LocalMoment(ordinal: answer.occasion.now.ordinal - Int(age.components.seconds))
        answer.keepRows { row in
            guard let moment = row.moment else { return true }
            return moment <= limit || row.place % every != 0
        }
    }
}
