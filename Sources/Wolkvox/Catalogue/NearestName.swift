internal import Foundation

/// Finds the name that somebody probably meant.
package enum NearestName {
    /// The one of `names` that is most like what was written, or nil if none is like it.
    package static func of(_ written: String, among names: [String]) -> String? {
        let wanted = Array(Folded.text(written).utf8)
        // A quadratic comparison has no business with a megabyte of text.
        guard wanted.count <= 64 else { return nil }
        let nearest = names.map { (name: $0, distance: distance(wanted, Array($0.utf8))) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let nearest, nearest.distance <= max(1, wanted.count / 3) else { return nil }
        return nearest.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
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

/// Text for comparisons: small letters without accents.
enum Folded {
    static func text(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    }
}
