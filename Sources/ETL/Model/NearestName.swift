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

extension Int {
    /// The number with a comma between thousands, for people.
    package var grouped: String {
        var digits = Array(String(magnitude))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return (self < 0 ? "-" : "") + String(digits)
    }

    /// The number with its noun: `1 call`, `12,000 rows`.
    package func counted(_ noun: String, plural: String? = nil) -> String {
        "\(grouped) \(choosing(noun, plural ?? noun + "s"))"
    }

    /// The word for one thing, or the word for any other number of things: `has` or `have`.
    package func choosing(_ one: String, _ several: String) -> String { self == 1 ? one : several }
}

/// A value of a column that its vocabulary lacks, or that shows another difference from the definition.
public struct NewWord: Sendable, Equatable {
    /// The source's key, or the column's name where it has no such key.
    public var field: String
    /// The value as it came.
    public var text: String
    /// How many rows of the batch have it.
    public var count: Int
    /// What the value shows.
    public var change: Drift.Change

    /// A word.
    public init(field: String, text: String, count: Int, change: Drift.Change = .newValue) {
        self.change = change
        self.field = field
        self.text = text
        self.count = count
    }
}

extension RecordBatch {
    /// Tells of a value that a vocabulary lacks; it stays in ``newWords`` unless its column is hidden.
    public mutating func note(_ word: NewWord) { newWords.append(word) }
}
