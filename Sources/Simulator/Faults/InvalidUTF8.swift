/// Bytes that are no UTF-8 inside a value.
struct InvalidUTF8: Fault {
    static let name = "invalid_utf8"

    private let cell: CellSettings

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
    }

    func apply(to answer: inout Answer) {
        // "Pe<F1>a" as Latin-1 has it, and an overlong slash.
        cell.replace(in: &answer, with: [0x22, 0x50, 0x65, 0xF1, 0x61, 0x20, 0xC0, 0xAF, 0x22])
    }
}
