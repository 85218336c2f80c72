/// A value that its field should not have: any text, or with `json` any bytes of JSON (a number, a null, a list).
struct Malformed: Fault {
    static let name = "malformed"

    private let cell: CellSettings
    private let json: [UInt8]

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
        let value: [UInt8] = .text(settings.text("value") ?? "¿?")
        json = settings.text("json").map { Array($0.utf8) } ?? value
    }

    func apply(to answer: inout Answer) {
        cell.replace(in: &answer, with: json)
    }
}
