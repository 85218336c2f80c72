internal import ETL

/// What makes a manifest unfit to be relied on, whether it was read or is about to be published: values that cannot be,
/// and sums that are not the sums of their parts. Everything that is added up later is bounded here.
extension Manifest {
    /// Nil if there is nothing.
    var flaw: String? {
        guard partition != nil else { return "its day is not a day" }
        guard SafeName.isSafe(report), SafeName.isSafe(source) else {
            return "its report or its source cannot be part of a file's name"
        }
        if let file, !SafeName.isSafe(file, longest: SafeName.longestOfFile) {
            return "the name of its file is invalid"
        }
        return countsFlaw ?? windowsFlaw
    }

    private var countsFlaw: String? {
        let counts = [received, rows, quarantined, filtered ?? 0, forgotten ?? 0, bytes, uncompressedBytes]
        guard counts.allSatisfy(Self.counts.contains) else { return "a count is below zero or too large" }
        if file == nil {
            if rows > 0 { return "it lists \(rows) \(rows.choosing("row", "rows")) but no file" }
            if bytes > 0 || uncompressedBytes > 0 { return "it gives a size but no file" }
        } else {
            if sha256 == nil { return "it lists a file without its sha256" }
            // A byte of deflate holds 1,032 at most; a row has one at least, its end.
            if uncompressedBytes > bytes * 1032 || rows > uncompressedBytes {
                return "a count is more than a file of \(bytes) \(bytes.choosing("byte", "bytes")) can hold"
            }
        }
        guard received == rows + quarantined + (filtered ?? 0) + (forgotten ?? 0) else {
            let parts =
                ["rows", "quarantined"] + (filtered == nil ? [] : ["filtered"])
                + (forgotten == nil ? [] : ["forgotten"])
            return "received is not \(parts.dropLast().joined(separator: ", ")) and \(parts.last ?? "") together"
        }
        return nil
    }

    private var windowsFlaw: String? {
        var sum = 0
        var earlier: Received?
        for window in windows {
            guard Self.counts.contains(window.rows), Self.counts.contains(window.calls) else {
                return "a count of a window is below zero or too large"
            }
            guard let days = window.kept?.window.days, "\(days.lowerBound)" == day, "\(days.upperBound)" == day else {
                return "a window is invalid or outside its day"
            }
            if let earlier, !window.follows(earlier) { return "its windows have a gap or overlap" }
            sum += window.rows
            guard sum <= received else { break }
            earlier = window
        }
        return sum == received ? nil : "the rows of its windows do not add up to received"
    }

    /// Far more than a partition holds, and little enough for sums of them.
    private static let counts = 0...1 << 40
}

extension Manifest.Received {
    /// Whether the window begins in the second after another one, on the wall or as an instant: at a change of the
    /// clock these are not the same.
    fileprivate func follows(_ earlier: Self) -> Bool {
        if let last = Self.localTime(earlier.to), let first = Self.localTime(from), first.seconds == last.seconds + 1 {
            return true
        }
        guard let last = Self.instant(earlier.to), let first = Self.instant(from) else { return false }
        return first == last + 1
    }
}
