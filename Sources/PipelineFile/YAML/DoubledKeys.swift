import Settings

/// Lets the YAML parser go on past a doubled key.
///
/// Yams refuses a mapping with a doubled key whole, names the first place only, and then nothing else in the file is
/// checked. So the first of the two is renamed in the text, scalar for scalar, and the text parsed again; the names are
/// put back when the nodes are read, and the second key is found there, with its place.
struct DoubledKeys {
    private var names: [String] = []

    /// The true name of a key that was renamed.
    func name(of text: String) -> String? {
        guard let number = Disguise.doubledKeyNumber(in: text), names.indices.contains(number) else { return nil }
        return names[number]
    }

    /// Renames the key at the place; false when it's written in a form that can't be renamed.
    mutating func rename(_ key: String, at place: Place, in source: inout SourceText) -> Bool {
        guard !key.isEmpty, let start = source.offset(of: place), let standIn = Disguise.doubledKey(names.count),
            let target = Self.renamable(source.scalars, from: start)
        else { return false }
        names.append(name(of: key) ?? key)
        source.scalars[target] = standIn
        return true
    }

    private static func renamable(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var index = start
        while index < scalars.count, scalars[index] == "&" || scalars[index] == "!" {
            index = scalars[index...].firstIndex(of: " ") ?? scalars.count
            while index < scalars.count, scalars[index] == " " { index += 1 }
        }
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case "[", "{", "|", ">", ":", "?", "\n", "\r": return nil
        case "\"", "'":
            // An escape in front would change what the rest of the key means.
            let next = index + 1
            return next < scalars.count && !["\"", "'", "\\"].contains(scalars[next]) ? next : nil
        default: return index
        }
    }
}
