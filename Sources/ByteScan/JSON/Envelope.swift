/// What the API says around its rows.
public struct Envelope: Sendable, Equatable {
    /// What stood under `data`.
    public enum DataShape: Sendable, Equatable {
        /// No key `data`, or null, or an empty string.
        case missing
        /// An array, or an object whose keys are whole numbers; its elements were handed over as rows.
        case array
        /// A lone object, handed over as one row; an empty one is not a row.
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
    /// Whether another key than `data` has a list or an object with something in it, where rows may hide.
    public var hasUnknownContents = false

    /// An empty envelope.
    public init() {}

    /// The number that `msg` begins with ("120 records were found"), if it has that form.
    public var announcedRows: Int? {
        guard let message else { return nil }
        let words = message.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" })
        guard let first = words.first, words.count > 1, words[1].lowercased().hasPrefix("record") else { return nil }
        return Int(first.filter { $0 != "," && $0 != "." })
    }

    /// Whether `error` says nothing.
    public var saysNoError: Bool { error?.allSatisfy { $0 == " " } ?? true }

    /// Whether `msg` says that rows were found, wherever in it: "5 records were found", "se encontraron 5 registros".
    public var promisesRows: Bool { counts.contains { $0 > 0 } }

    /// Whether `msg` says nothing, or that no rows were found ("0 records were found", "no records").
    public var saysNothingWasFound: Bool {
        guard let message, !message.allSatisfy({ $0 == " " }), message.lowercased() != "null" else { return true }
        return !promisesRows && counts.contains(0)
    }

    /// The numbers that `msg` gives of records, "no" among them as zero.
    private var counts: [Int] {
        let words = (message ?? "").lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "," && $0 != "." }
            .filter { $0 != "hay" }
        return zip(words, words.dropFirst()).compactMap { number, noun in
            guard ["record", "registro", "row", "result"].contains(where: { noun.hasPrefix($0) }) else { return nil }
            if ["no", "sin"].contains(number) { return 0 }
            return Int(number.filter { $0 != "," && $0 != "." })
        }
    }
}
