extension FaultKind {
    /// Half of an emoji, cut where a column ended.
    static let loneSurrogate = FaultKind(name: "lone_surrogate") { settings in
        let cell = CellSettings(settings)
        return { cell.replace(in: &$0, with: Array(#""gracias \ud83d""#.utf8)) }
    }
}
