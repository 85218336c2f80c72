internal import Foundation

/// Finds the name that somebody probably meant.
package enum NearestName {
    /// The first of those `candidates` that are most like what was written, whatever the case and the accents, or nil if
    /// none is like it.
    package static func of(_ written: String, among candidates: some Sequence<String>) -> String? {
        let wanted = folded(written)
        // A quadratic comparison has no business with a megabyte of text.
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let name = folded(candidate)
            let distance = distance(wanted, name)
            let allowance = max(1, min(wanted.count, name.count) / 3)
            if distance <= allowance, distance < wanted.count, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
    }

    /// Returns the ending `; did you mean 'x'?` of a message, or nothing when no candidate is near enough.
    package static func ending(for written: String, among candidates: some Sequence<String>) -> String {
        of(written, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).unicodeScalars)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
