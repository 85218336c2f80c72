/// The kinds of values that keys hold.
public indirect enum KeyKind: Sendable {
    case name
    /// A name of a report, as the API has them.
    case reportName
    /// Any text on one line.
    case text
    case flag
    case integer(ClosedRange<Int>)
    /// In seconds.
    case duration(ClosedRange<Int>)
    case days(ClosedRange<Int>)
    case bytes(ClosedRange<Int>)
    case percent
    case choice([String])
    case day
    /// A day of the calendar, written out.
    case date
    /// One end of a range: a number, a day or a time.
    case bound
    case span
    case server
    case endpoint
    case zone
    case secret
    /// An address that something is sent to, which may be a secret.
    case address
    /// A text with placeholders, which may hold secrets.
    case template
    case path
    case report
    /// A column that is there.
    case field
    /// The name of a column to come.
    case column
    /// A text of digits alone, at most so many.
    case digits(Int)
    case parameterValue
    case list(KeyKind)
    /// A list that may be empty.
    case anyList(KeyKind)
    case oneOrMore(KeyKind)
    case either(KeyKind, KeyKind)
    case mapping(MappingShape)
    /// One of the transforms that there are.
    case transform
    /// One of the expectations that there are.
    case expectation
    /// A mapping that names one of the lists of values that sources have.
    case valueList
    /// A mapping whose keys depend on another value.
    case openMapping(KeyKind)
    /// A value of any kind.
    case anything

    /// What a message says was expected.
    package var expectation: String {
        switch self {
        case .name: "a name"
        case .reportName: "a name of small letters, digits and '_', a letter first"
        case .text: "a text"
        case .flag: "true or false"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .duration: "a duration such as 30s, 10m, 1h or 2d"
        case .days: "a number of days such as 2d"
        case .bytes: "a size such as 256MB or 1GiB"
        case .percent: "a percentage such as 1%"
        case .choice(let words): Self.enumeration(words)
        case .day: "a day: 2026-10-01, today, yesterday or -3d"
        case .date: "a day such as 2026-10-01"
        case .bound: "a number, a day or a time such as 2026-10-01 08:00:00"
        case .span: "auto or a duration such as 30m, 6h or 1d"
        case .server: "a server number of one to six digits, such as \"0012\""
        case .endpoint: "an address such as https://wv0012.wolkvox.com"
        case .zone: "a time zone such as America/Bogota"
        case .secret: "a secret"
        case .address: "an address such as https://example.com/hook"
        case .template: "a text"
        case .path: "a path"
        case .report: "a report"
        case .field: "a field"
        case .column: "a column's name"
        case .digits(let most): "digits, \(most) at most"
        case .parameterValue, .anything: "a value"
        case .list, .anyList: "a list"
        case .oneOrMore: "a value or a list of values"
        case .either(let first, let second): "\(first.expectation) or \(second.expectation)"
        case .mapping, .transform, .expectation, .valueList, .openMapping: "a mapping"
        }
    }

    /// Whether a message may repeat what stands in the file.
    package var isShown: Bool {
        switch self {
        case .secret, .endpoint, .address, .template: false
        default: true
        }
    }

    private static func enumeration(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}
