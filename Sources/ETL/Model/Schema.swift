/// One column: its name, what its values are, and how the source wrote them.
public struct Field: Sendable, Equatable {
    /// The column's name in the output.
    public var name: String
    /// What the values are. An extractor hands over text; transformers change it.
    public var type: FieldType
    /// How the source writes the values.
    public var form: ValueForm
    /// The key under which the source sends the value; nil for a column that is derived or stamped.
    public var origin: String?
    /// What a derived column is made of.
    public var derivation: Derivation?
    /// Whether the values were made unrecognisable: whoever derives a column from this one derives nothing secret.
    public var isHidden: Bool
    /// What the value means, in one sentence.
    public var summary: String

    /// A column.
    public init(
        _ name: String, _ type: FieldType = .text, form: ValueForm = .text, origin: String? = nil,
        derivation: Derivation? = nil, isHidden: Bool = false, summary: String = ""
    ) {
        self.name = name
        self.type = type
        self.form = form
        self.origin = origin
        self.derivation = derivation
        self.isHidden = isHidden
        self.summary = summary
    }

    /// The source's key of the value that the column is or comes from; nil for one that comes from none.
    public var sourceKey: String? {
        switch derivation {
        case .part(let key), .kind(let key): origin ?? key
        case nil: origin
        }
    }

    /// How a derived column relates to the value of the source that it comes from.
    public enum Derivation: Sendable, Equatable {
        /// It holds the value of that key, or parts of it, perhaps spelled otherwise.
        case part(of: String)
        /// It holds a word of the program's own that says what kind of value it is.
        case kind(of: String)
    }
}

/// The columns of a batch, in order.
public struct Schema: Sendable, Equatable {
    /// The columns.
    public var fields: [Field]
    /// The column that carries the time of the event, if rows have one of their own.
    public var eventTime: String?

    /// A schema.
    public init(fields: [Field], eventTime: String? = nil) {
        self.fields = fields
        self.eventTime = eventTime
    }

    /// The place of the column called `name`.
    public func index(of name: String) -> Int? {
        fields.firstIndex { $0.name == name }
    }

    /// All columns' names, in order.
    public var names: [String] { fields.map(\.name) }

    /// The name of the column that keeps fields which the definition lacks, as one JSON object.
    public static let extraName = "_extra"
}
