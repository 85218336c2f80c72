extension FaultKind {
    /// A list in a list in a list, in the place of a value.
    static let deepNesting = FaultKind(name: "deep_nesting") { settings in
        let cell = CellSettings(settings)
        let depth = settings.count("depth") ?? 100_000
        return { answer in
            let json = [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
            cell.replace(in: &answer, with: json)
        }
    }
}
