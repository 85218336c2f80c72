/// A single row without a list around it.
struct LoneObject: Fault {
    static let name = "lone_object"

    init(_ settings: FaultSettings) {}

    func apply(to answer: inout Answer) {
        answer.withRows { $0.isLoneObject = true }
    }
}
