/// A value of a great many bytes.
struct OversizedRow: Fault {
    static let name = "oversized_row"

    private let cell: CellSettings
    private let bytes: Int

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
        bytes = settings.count("bytes") ?? 1_000_000
    }

    func apply(to answer: inout Answer) {
        cell.replace(in: &answer, with: [0x22] + [UInt8](repeating: 0x41, count: bytes) + [0x22])
    }
}
