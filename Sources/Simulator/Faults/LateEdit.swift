/// A value that is edited after the row was first to be had: in rows of at least the age `after`.
struct LateEdit: Fault {
    static let name = "late_edit"

    private let cell: CellSettings
    private let value: String
    private let age: Duration

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
        value = settings.text("value") ?? "EDITADO"
        age = settings.duration("after") ?? .zero
    }

    func apply(to answer: inout Answer) {
        let limit = LocalMoment(ordinal: answer.occasion.now.ordinal - Int(age.components.seconds))
        cell.replace(in: &answer, with: .text(value), noYoungerThan: limit)
    }
}
