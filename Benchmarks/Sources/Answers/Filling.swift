/// Where the values of a field come from.
indirect enum Filling: Sendable {
    /// One of some texts, in the spelling of JSON.
    case oneOf([String])
    /// A number with so many digits at least, behind a prefix.
    case number(ClosedRange<Int>, digits: Int = 1, prefix: String = "")
    /// A price.
    case cost(ClosedRange<Int>)
    /// The row's own time.
    case time
    /// The row's own number, behind a prefix.
    case place(prefix: String)
    /// The first in so many of a hundred rows, else the second.
    case mostly(Int, Filling, Filling)

    /// Appends one value.
    func append(row: RowPlace, _ numbers: inout Numbers, to bytes: inout [UInt8]) {
        switch self {
        case .oneOf(let texts): bytes.append(contentsOf: texts[numbers.pick(0...texts.count - 1)].utf8)
        case .number(let range, let digits, let prefix):
            let text = String(numbers.pick(range))
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(contentsOf: String(repeating: "0", count: max(0, digits - text.utf8.count)).utf8)
            bytes.append(contentsOf: text.utf8)
        case .cost(let range):
            let text = String(numbers.pick(range))
            bytes.append(contentsOf: "0.".utf8)
            bytes.append(contentsOf: String(repeating: "0", count: max(0, 4 - text.utf8.count)).utf8)
            bytes.append(contentsOf: text.utf8)
        case .time: bytes.append(contentsOf: row.time.utf8)
        case .place(let prefix):
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(contentsOf: String(row.number).utf8)
        case .mostly(let percent, let often, let seldom):
            (numbers.pick(1...100) <= percent ? often : seldom).append(row: row, &numbers, to: &bytes)
        }
    }
}

/// Which row of its day it is.
struct RowPlace {
    /// Its number, from 1.
    let number: Int
    /// When it happened.
    let time: String
}
