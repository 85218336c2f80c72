extension FaultKind {
    /// Bytes that are no UTF-8 inside a value.
    static let invalidUTF8 = FaultKind(name: "invalid_utf8") { settings in
        let cell = CellSettings(settings)
        return { answer in
            // "Pe<F1>a" as Latin-1 has it, and an overlong slash.
            cell.replace(in: &answer, with: [0x22, 0x50, 0x65, 0xF1, 0x61, 0x20, 0xC0, 0xAF, 0x22])
        }
    }
}
