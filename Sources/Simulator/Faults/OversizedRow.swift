extension FaultKind {
    /// A value of a great many bytes.
    static let oversizedRow = FaultKind(name: "oversized_row") { settings in
        let cell = CellSettings(settings)
        let bytes = settings.count("bytes") ?? 1_000_000
        return { cell.replace(in: &$0, with: [0x22] + [UInt8](repeating: 0x41, count: bytes) + [0x22]) }
    }
}
