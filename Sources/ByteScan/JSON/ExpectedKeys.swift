/// The keys that rows are expected to have, in the order in which they are expected.
///
/// Each is spelled with all that stands between two values, `,"next":"`, so that one comparison of a few words leads
/// from the end of one text into the next one.
struct ExpectedKeys: Sendable {
    /// For each place in a row the column whose key is expected there.
    let order: [Int]
    /// For each column its place.
    private let places: [Int]
    private let names: [[UInt8]]
    private let spelled: PackedTexts
    private let columns: [[UInt8]: Int]

    init(_ keys: [String]) {
        let names = keys.map { Array($0.utf8) }
        self.init(
            names, order: Array(keys.indices),
            columns: Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    private init(_ names: [[UInt8]], order: [Int], columns: [[UInt8]: Int]) {
        self.names = names
        self.order = order
        self.columns = columns
        var places = order
        for (place, column) in order.enumerated() { places[column] = place }
        self.places = places
        spelled = PackedTexts(
            order.enumerated().map { place, column in
                [place == 0 ? ASCII.openBrace : ASCII.comma, ASCII.quote] + names[column]
                    + [ASCII.quote, ASCII.colon, ASCII.quote]
            })
    }

    /// The same keys, expected in another order of columns.
    func reordered(_ order: [Int]) -> ExpectedKeys { ExpectedKeys(names, order: order, columns: columns) }

    var count: Int { order.count }

    /// The column of a key, wherever it stands.
    func column(of key: [UInt8]) -> Int? { columns[key] }

    /// The place where the key behind that of a column is expected.
    func placeBehind(_ column: Int) -> Int { places[column] + 1 }

    /// Lends the spellings for as long as `body` runs.
    func withGuide(_ body: (KeyGuide) -> Void) {
        unsafe spelled.bytes.withUnsafeBufferPointer { bytes in
            unsafe spelled.bounds.withUnsafeBufferPointer { bounds in
                unsafe order.withUnsafeBufferPointer { order in
                    body(unsafe KeyGuide(bytes: bytes, bounds: bounds, order: order))
                }
            }
        }
    }
}

/// The spellings of ``ExpectedKeys``, lent.
///
/// Leaf type around pointers. Invariant: they are valid for `count` spellings as long as the guide lives, which is no
/// longer than ``ExpectedKeys/withGuide(_:)``; a caller keeps to places below `count`.
@safe struct KeyGuide {
    private let bytes: UnsafePointer<UInt8>?
    private let bounds: UnsafePointer<Int>?
    private let order: UnsafePointer<Int>?
    let count: Int

    @inline(__always)
    init(
        bytes: UnsafeBufferPointer<UInt8>, bounds: UnsafeBufferPointer<Int>, order: UnsafeBufferPointer<Int>
    ) {
        unsafe self.bytes = bytes.baseAddress
        unsafe self.bounds = bounds.baseAddress
        unsafe self.order = order.baseAddress
        count = order.count
    }

    /// The column whose key is expected at a place.
    @inline(__always)
    func column(at place: Int) -> Int { unsafe order.unsafelyUnwrapped[place] }

    @inline(__always)
    private func spelling(_ place: Int) -> (start: UnsafePointer<UInt8>, length: Int) {
        let bounds = unsafe bounds.unsafelyUnwrapped
        let start = unsafe bounds[place]
        return unsafe (bytes.unsafelyUnwrapped + start, bounds[place &+ 1] &- start)
    }

    /// Steps over the comma or brace, the key, the colon and the quote that lead to the text expected at a place, if
    /// they stand at the cursor without blanks between them.
    @inline(__always)
    func lead(_ cursor: inout Cursor, to place: Int) -> Bool {
        let (start, length) = unsafe spelling(place)
        guard unsafe cursor.matches(start, length, at: cursor.position) else { return false }
        cursor.position &+= length
        return true
    }

    /// Steps over the quoted key expected at a place and the colon, and returns the key's cell, if they stand at the
    /// cursor.
    @inline(__always)
    func skipKey(_ cursor: inout Cursor, at place: Int) -> Cell? {
        let (start, length) = unsafe spelling(place)
        guard unsafe cursor.matches(start + 1, length &- 2, at: cursor.position) else { return nil }
        let key = Cell(.text, start: cursor.position &+ 1, length: length &- 5)
        cursor.position &+= length &- 2
        return key
    }
}
