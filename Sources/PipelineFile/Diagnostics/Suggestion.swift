/// Finds the name that somebody probably meant.
enum Suggestion {
    /// The ending `; did you mean 'x'?` of a message, or nothing when no candidate is near enough.
    static func ending(for written: String, among candidates: some Sequence<String>) -> String {
        guard let nearest = nearest(to: written, among: candidates) else { return "" }
        return "; did you mean '\(nearest)'?"
    }

    static func nearest(to written: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(written.lowercased().unicodeScalars)
        // A quadratic comparison has no business with a megabyte of text.
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
            let allowance = max(1, min(wanted.count, candidate.count) / 3)
            if distance <= allowance, distance < wanted.count, distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        return best?.name
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
                let isSwap =
                    row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
