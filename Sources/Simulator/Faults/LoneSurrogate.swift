/// Half of an emoji, cut where a column ended.
struct LoneSurrogate: Fault {
    static let name = "lone_surrogate"

    private let cell: CellSettings

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
    }

    func apply(to answer: inout Answer) {
        cell.replace(in: &answer, with: Array(#""gracias \ud83d""#.utf8))
    }
}
