import Yams

extension SettingsReader {
    func text(_ key: String, orAlone: Bool = false) -> String? {
        scalar(key, orAlone: orAlone)?.text
    }

    func number(_ key: String, orAlone: Bool = false) -> Int? {
        value(key, orAlone: orAlone, wanted: "a whole number") { Int($0) }
    }

    func count(_ key: String, orAlone: Bool = false, least: Int = 1, most: Int = .max) -> Int? {
        let wanted = most == .max ? "a whole number from \(least)" : "a whole number from \(least) to \(most)"
        return value(key, orAlone: orAlone, wanted: wanted) { text in
            Int(text.filter { $0 != "_" }).flatMap { (least...most).contains($0) ? $0 : nil }
        }
    }

    func flag(_ key: String) -> Bool? {
        value(key, orAlone: false, wanted: "true or false") { ["true": true, "false": false][$0] }
    }

    func duration(_ key: String, orAlone: Bool = false) -> Duration? {
        value(key, orAlone: orAlone, wanted: "a time such as 200ms, 5s, 10m, 6h or 1d") { Duration(written: $0) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, orAlone: Bool = false, among: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        let wanted = "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return value(key, orAlone: orAlone, wanted: wanted) { Choice(rawValue: $0) }
    }

    /// One text or a list of them.
    func texts(_ key: String) -> [String] {
        guard let value = node(key) else { return [] }
        let nodes = value.sequence.map(Array.init) ?? [value]
        let texts = nodes.compactMap(\.scalar?.string)
        if texts.count < nodes.count { mistake("'\(key)' wants names", at: key) }
        return texts
    }

    /// Names and values, in their order.
    func pairs(_ key: String) -> [(String, String)] {
        guard let values = mapping(key) else { return [] }
        return values.keys.compactMap { name in values.text(name).map { (name, $0) } }
    }
}
