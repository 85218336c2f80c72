/// A list in a list in a list, in the place of a value.
struct DeepNesting: Fault {
    static let name = "deep_nesting"

    private let cell: CellSettings
    private let depth: Int

    init(_ settings: FaultSettings) {
        cell = CellSettings(settings)
        depth = settings.count("depth") ?? 100_000
    }

    func apply(to answer: inout Answer) {
        let json = [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
        cell.replace(in: &answer, with: json)
    }
}
