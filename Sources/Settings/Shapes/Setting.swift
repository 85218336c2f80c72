public import ETL

/// A key that holds a single value, with the way from its text to the value.
public struct Setting<Value: Sendable>: Sendable {
    /// The key.
    public let shape: KeyShape
    package let parse: @Sendable (String) throws(Complaint) -> Value

    /// A key whose texts `parse` reads; it throws a ``Complaint`` about a text that does not fit.
    public init(_ shape: KeyShape, _ parse: @escaping @Sendable (String) throws(Complaint) -> Value) {
        self.shape = shape
        self.parse = parse
    }

    /// The same for a key that is described here.
    package init(
        _ name: String, _ kind: KeyKind, presence: KeyShape.Presence = .optional, summary: String, example: String,
        parse: @escaping @Sendable (String) throws(Complaint) -> Value
    ) {
        self.init(KeyShape(name, kind, presence: presence, summary: summary, example: example), parse)
    }
}

extension Setting where Value == String {
    /// Text as it stands.
    public init(_ shape: KeyShape) { self.init(shape) { text throws(Complaint) in text } }

    /// The same for a key that is described here.
    package init(
        _ name: String, _ kind: KeyKind, presence: KeyShape.Presence = .optional, summary: String, example: String
    ) {
        self.init(KeyShape(name, kind, presence: presence, summary: summary, example: example))
    }
}

extension Setting where Value == Int {
    /// A whole number.
    public static func integer(
        _ name: String, _ range: ClosedRange<Int>, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        Setting(name, .integer(range), presence: presence, summary: summary, example: example) {
            text throws(Complaint) in try WholeNumber.parse(text, in: range)
        }
    }

    /// A size in bytes.
    public static func bytes(
        _ name: String, _ range: ClosedRange<Int>, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        Setting(name, .bytes(range), presence: presence, summary: summary, example: example) {
            text throws(Complaint) in try SizeText.bytes(text, in: range)
        }
    }

    /// A number of days.
    public static func days(
        _ name: String, _ range: ClosedRange<Int>, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        Setting(name, .days(range), presence: presence, summary: summary, example: example) {
            text throws(Complaint) in try TimeSpanText.days(text, in: range)
        }
    }
}

extension Setting where Value == Bool {
    /// `true` or `false`.
    public static func flag(
        _ name: String, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        Setting(name, .flag, presence: presence, summary: summary, example: example) {
            text throws(Complaint) in
            switch text {
            case "true": true
            case "false": false
            default: throw .notThat
            }
        }
    }
}

extension Setting where Value == Duration {
    /// A time span in whole seconds.
    public static func duration(
        _ name: String, _ seconds: ClosedRange<Int>, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        Setting(name, .duration(seconds), presence: presence, summary: summary, example: example) {
            text throws(Complaint) in .seconds(try TimeSpanText.seconds(text, in: seconds))
        }
    }
}

extension Setting where Value == Share {
    /// A percentage.
    public static func percent(
        _ name: String, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting<Share> {
        Setting(name, .percent, presence: presence, summary: summary, example: example) {
            text throws(Complaint) in try Share(parsing: text)
        }
    }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// The words of an enumeration.
    public static func choice(
        _ name: String, presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        .choice(
            name, among: Value.allCases.map { ($0.rawValue, $0) }, presence: presence, summary: summary,
            example: example)
    }
}

extension Setting where Value: CustomStringConvertible {
    /// The words for some values.
    public static func choice(
        _ name: String, of values: [Value], presence: KeyShape.Presence, summary: String, example: String
    ) -> Setting {
        .choice(
            name, among: values.map { ($0.description, $0) }, presence: presence, summary: summary, example: example)
    }
}

extension Setting {
    private static func choice(
        _ name: String, among values: [(word: String, value: Value)], presence: KeyShape.Presence, summary: String,
        example: String
    ) -> Setting {
        let words = values.map(\.word)
        return Setting(name, .choice(words), presence: presence, summary: summary, example: example) {
            text throws(Complaint) in
            guard let value = values.first(where: { $0.word == text })?.value else {
                let ending = NearestName.ending(for: text, among: words)
                throw ending.isEmpty ? .notThat : Complaint("is not \(KeyKind.choice(words).expectation)\(ending)")
            }
            return value
        }
    }
}
