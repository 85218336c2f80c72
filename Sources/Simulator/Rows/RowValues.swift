/// The values of one row, one after another in one buffer that is used again for the next row.
struct RowValues: Sendable {
    /// The row's place in its day, the same whatever window was asked.
    private(set) var place = 0
    /// The second the row stands for; nil where the report has no date.
    private(set) var moment: LocalMoment?
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var plain: [Bool] = []

    var count: Int { ends.count }

    mutating func begin(place: Int, moment: LocalMoment?) {
        self.place = place
        self.moment = moment
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        plain.removeAll(keepingCapacity: true)
    }

    func range(_ field: Int) -> Range<Int> {
        (field == 0 ? 0 : ends[field - 1])..<ends[field]
    }

    /// Whether a value reads the same in every spelling of JSON.
    func isPlain(_ field: Int) -> Bool {
        plain[field]
    }

    func text(_ field: Int) -> String {
        String(decoding: bytes[range(field)], as: UTF8.self)
    }

    // MARK: - Whole values

    mutating func put(_ word: Word) {
        bytes.append(contentsOf: word.bytes)
        end(plain: word.isPlain)
    }

    mutating func put(_ number: Int) {
        add(number)
        end()
    }

    // MARK: - Values of several pieces

    mutating func add(_ word: Word) {
        bytes.append(contentsOf: word.bytes)
    }

    mutating func add(byte: UInt8) {
        bytes.append(byte)
    }

    /// Digits, with zeros in front up to `width`.
    mutating func add(_ number: Int, width: Int = 1) {
        var divisor = 1
        var digits = 1
        while number / divisor >= 10 || digits < width {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            bytes.append(48 + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    mutating func end(plain isPlain: Bool = true) {
        ends.append(bytes.count)
        plain.append(isPlain)
    }
}
