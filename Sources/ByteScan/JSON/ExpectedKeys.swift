/// The keys that rows are expected to have, in the order in which they are expected.
///
/// Each is spelled with all that stands between two values, `,"next":"`, so that one comparison of a few words leads
/// from the end of one text into the next one.
struct ExpectedKeys: Sendable {
    private let spelled: PackedTexts
    private let columns: [[UInt8]: Int]

    init(_ keys: [String]) {
        spelled = PackedTexts(
            keys.enumerated().map { index, key in
                [index == 0 ? ASCII.openBrace : ASCII.comma, ASCII.quote] + Array(key.utf8)
                    + [ASCII.quote, ASCII.colon, ASCII.quote]
            })
        columns = Dictionary(keys.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    }

    var count: Int { spelled.count }

    /// The column of a key, wherever it stands.
    func column(of key: [UInt8]) -> Int? { columns[key] }

    /// Lends the spellings for as long as `body` runs.
    func withGuide(_ body: (KeyGuide) -> Void) {
        unsafe spelled.bytes.withUnsafeBufferPointer { bytes in
            unsafe spelled.bounds.withUnsafeBufferPointer { bounds in
                guard let bytes = bytes.baseAddress, let bounds = bounds.baseAddress else {
                    // No keys are expected: the guide is never asked.
                    return unsafe withUnsafePointer(to: UInt8(0)) { byte in
                        unsafe withUnsafePointer(to: 0) { body(unsafe KeyGuide(bytes: byte, bounds: $0, count: 0)) }
                    }
                }
                body(unsafe KeyGuide(bytes: bytes, bounds: bounds, count: count))
            }
        }
    }
}

/// The spellings of ``ExpectedKeys``, lent.
///
/// Leaf type around two pointers. Invariant: they are valid for `count` spellings as long as the guide lives, which is
/// no longer than ``ExpectedKeys/withGuide(_:)``; whoever asks keeps to columns below `count`.
@safe struct KeyGuide {
    private let bytes: UnsafePointer<UInt8>
    private let bounds: UnsafePointer<Int>
    let count: Int

    @inline(__always)
    init(bytes: UnsafePointer<UInt8>, bounds: UnsafePointer<Int>, count: Int) {
        unsafe self.bytes = bytes
        unsafe self.bounds = bounds
        self.count = count
    }

    /// Steps over the comma or brace, the key, the colon and the quote that lead to the text of a column, if they stand
    /// at the cursor without blanks between them.
    @inline(__always)
    func lead(_ cursor: inout Cursor, to column: Int) -> Bool {
        let start = unsafe bounds[column]
        let length = unsafe bounds[column &+ 1] &- start
        guard unsafe cursor.matches(bytes + start, length, at: cursor.position) else { return false }
        cursor.position &+= length
        return true
    }

    /// Steps over the quoted key of a column and the colon, and returns the key's cell, if they stand at the cursor.
    @inline(__always)
    func skipKey(_ cursor: inout Cursor, of column: Int) -> Cell? {
        let start = unsafe bounds[column] &+ 1
        let length = unsafe bounds[column &+ 1] &- start &- 1
        guard unsafe cursor.matches(bytes + start, length, at: cursor.position) else { return nil }
        let key = Cell(.text, start: cursor.position &+ 1, length: length &- 3)
        cursor.position &+= length
        return key
    }
}
