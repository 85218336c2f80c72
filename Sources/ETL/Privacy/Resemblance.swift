internal import ByteScan

/// The hidden values of some rows, and whether one of the rows lacks a value that is hidden.
struct Originals {
    var values = Resemblance()
    var isMissing = false

    /// Text with fewer digits is not taken for a hidden value.
    private static let fewestDigits = 5

    /// Forgets all values and keeps the memory.
    mutating func begin(isMissing: Bool) {
        values.removeAll()
        self.isMissing = isMissing
    }

    /// Whether a text, given by its letters and digits, may be, or hold, a hidden value.
    mutating func mayStand(in plain: [UInt8]) -> Bool {
        values.holds(plain) || isMissing && plain.count(where: ASCII.isDigit) >= Self.fewestDigits
    }
}

/// The hidden values of one row, to be found again in other spellings and inside longer texts.
///
/// Texts are compared by their letters and digits alone. A text resembles a hidden value if both share six of them in a
/// row, if they are equal, or if it contains a whole hidden value of four or five. The time grows with the lengths of the
/// texts and not with their product.
struct Resemblance {
    private static let run = 6
    private static let shortestContained = 4
    /// Beyond this length every text counts as alike, so that memory stays bounded.
    private static let longest = 1 << 16

    private var runs: [UInt64] = []
    private var short: [[UInt8]] = []
    private var isUnbounded = false
    private(set) var isSorted = true

    /// Forgets all values and keeps the memory.
    mutating func removeAll() {
        runs.removeAll(keepingCapacity: true)
        short.removeAll(keepingCapacity: true)
        isUnbounded = false
    }

    /// Adds the letters and digits of a hidden value.
    mutating func add(_ value: [UInt8]) {
        guard value.count >= Self.run else {
            if !value.isEmpty { short.append(value) }
            return
        }
        guard runs.count + value.count <= Self.longest else {
            isUnbounded = true
            return
        }
        Self.forEachRun(of: value) { run in
            runs.append(run)
            return false
        }
        isSorted = false
    }

    /// Whether a text, given by its letters and digits, resembles any of the values.
    mutating func holds(_ text: [UInt8]) -> Bool {
        if text.isEmpty { return false }
        if isUnbounded || short.contains(where: { Self.contains(text, $0) }) { return true }
        guard text.count >= Self.run, !runs.isEmpty else { return false }
        if !isSorted {
            runs.sort()
            isSorted = true
        }
        return Self.forEachRun(of: text) { isKnown($0) }
    }

    private func isKnown(_ run: UInt64) -> Bool {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle] < run { low = middle + 1 } else { high = middle }
        }
        return low < runs.count && runs[low] == run
    }

    /// Hands over each six bytes in a row, packed, until `body` returns true; returns whether it did.
    @discardableResult
    private static func forEachRun(of text: [UInt8], _ body: (UInt64) -> Bool) -> Bool {
        var packed: UInt64 = 0
        for (index, byte) in text.enumerated() {
            packed = (packed << 8 | UInt64(byte)) & 0xFFFF_FFFF_FFFF
            if index + 1 >= run, body(packed) { return true }
        }
        return false
    }

    private static func contains(_ text: [UInt8], _ value: [UInt8]) -> Bool {
        if text == value { return true }
        guard value.count >= shortestContained, text.count > value.count else { return false }
        return (0...text.count - value.count).contains { start in
            value.indices.allSatisfy { text[start + $0] == value[$0] }
        }
    }
}
