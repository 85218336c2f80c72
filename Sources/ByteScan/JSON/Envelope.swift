/// What the API says around its rows.
public struct Envelope: Sendable, Equatable {
    /// What stood under `data`.
    public enum DataShape: Sendable, Equatable {
        /// No key `data`, or null, or an empty string.
        case missing
        /// An array; its elements were handed over as rows.
        case array
        /// A lone object, handed over as one row.
        case object
        /// A value that is no set of rows.
        case other
    }

    /// `code`, whether it came as a number or as a string; nil if there is none.
    public var code: Int?
    /// `error`, unless null or the word "null".
    public var error: String?
    /// `msg`.
    public var message: String?
    /// What stood under `data`.
    public var data: DataShape = .missing

    /// An empty envelope.
    public init() {}

    /// The number that `msg` begins with ("120 records were found"), if it has that form.
    public var announcedRows: Int? {
        guard let message else { return nil }
        let words = message.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
        guard let first = words.first, words.count > 1, words[1].lowercased().hasPrefix("record") else { return nil }
        return Int(first.filter { $0 != "," && $0 != "." })
    }
}
