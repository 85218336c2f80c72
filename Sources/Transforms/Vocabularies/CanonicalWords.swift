internal import ByteScan
internal import ETL

/// Values, each with the ways in which it may be spelled; its own spelling always counts.
public struct CanonicalWords: Sendable, Equatable {
    /// The vocabularies that the program has.
    package enum Vocabulary: String, Sendable, CaseIterable {
        case results
        case channels

        package var words: CanonicalWords {
            switch self {
            case .results: .results
            case .channels: .channels
            }
        }
    }

    private let entries: [(word: String, spellings: [String])]
    private let vocabulary: Vocabulary?

    /// Words.
    public init(_ entries: [(word: String, spellings: [String])]) { self.init(nil, entries) }

    private init(_ vocabulary: Vocabulary?, _ entries: [(word: String, spellings: [String])]) {
        self.vocabulary = vocabulary
        self.entries = entries
    }

    /// Adds the vocabulary's name, or each word with its spellings.
    func add(to identity: inout StageIdentity) {
        if let vocabulary { return identity.add("vocabulary", vocabulary.rawValue) }
        for entry in entries { identity.add(entry.word, entry.spellings) }
    }

    /// Compares words and spellings in their order.
    public static func == (left: CanonicalWords, right: CanonicalWords) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.word == $1.word && $0.spellings == $1.spellings }
    }

    /// The canonical word's bytes by the folded spelling.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` for a spelling that two words claim, or that has neither
    ///   letter nor digit.
    func bySpelling() throws(ETLError) -> [[UInt8]: [UInt8]] {
        var words: [[UInt8]: [UInt8]] = [:]
        for entry in entries {
            let word = Array(entry.word.utf8)
            for spelling in [entry.word] + entry.spellings {
                let folded = Self.fold(spelling)
                guard !folded.isEmpty else {
                    throw .transform(
                        "canonical", "'\(spelling)' has neither letter nor digit", advice: "Leave it out.",
                        subject: spelling)
                }
                if let other = words.updateValue(word, forKey: folded), other != word {
                    throw .transform(
                        "canonical",
                        "'\(spelling)' cannot stand for \(entry.word), it stands for \(String(decoding: other, as: UTF8.self))",
                        advice: "Compared are letters and digits alone, whatever their case.", subject: spelling)
                }
            }
        }
        return words
    }

    private static func fold(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var folded: [UInt8] = []
        fold(bytes.span, 0..<bytes.count, into: &folded)
        return folded
    }

    /// Letters and digits, the letters of ASCII in lower case.
    static func fold(_ bytes: Span<UInt8>, _ range: Range<Int>, into folded: inout [UInt8]) {
        for at in range {
            let byte = ASCII.lowercased(bytes[at])
            if byte >= 0x80 || ASCII.isDigit(byte) || byte &- UInt8(ascii: "a") < 26 { folded.append(byte) }
        }
    }
}

extension CanonicalWords {
    /// What the vendor's reports say of how a call ended.
    ///
    /// The vendor's pages list them in several spellings (`no-answer`, `No answer`), live servers send `NO-ANSWER`, and
    /// the exchange behind them knows `NOANSWER` and `CHANUNAVAIL` (inferred).
    public static let results = CanonicalWords(
        .results,
        [
            ("ABANDON", ["ABANDONED"]), ("ACCEPTED", []), ("ANSWER", ["ANSWERED"]), ("ANSWERMACHINE", []),
            ("BUSY", []), ("CANCEL", ["CANCELED", "CANCELLED"]), ("CHANUNAVAIL", ["CHANNELUNAVAILABLE"]),
            ("COMPLETE", []),
            ("CONGESTION", []), ("DELIVERED", []), ("DONOTCALL", []), ("DONOTCALLCLEAN", []), ("FAILED", []),
            ("HUMAN", []), ("HUNGUP", []), ("INCOMPLETE", []), ("MACHINE", []), ("NOANSWER", ["UNATTENDED"]),
            ("OK", []),
            ("RECALL", []), ("SUBMITTED", []), ("TCPA", []),
        ])

    /// Where conversations come from; the vendor's list is open ("such as").
    public static let channels = CanonicalWords(
        .channels,
        [
            ("CONFIGURATIONBOX", []), ("CRMWEBHOOK", []), ("EMAIL", []), ("FACEBOOK", []), ("FACEBOOKPAGE", []),
            ("INSTAGRAM", []), ("SMS", []), ("TELEGRAM", []), ("TWITTER", []), ("WEB", ["WEBCHAT", "CHATWEB"]),
            ("WHATSAPP", ["WHATSAPPUNOFFICIAL"]), ("WHATSAPPOFFICIAL", ["WHATSAPPOFFICIALDIRECT"]),
        ])
}
