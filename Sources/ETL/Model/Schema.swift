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
    /// What the value means, in one sentence.
    public var summary: String

    /// A column.
    public init(
        _ name: String, _ type: FieldType = .text, form: ValueForm = .text, origin: String? = nil, summary: String = ""
    ) {
        self.name = name
        self.type = type
        self.form = form
        self.origin = origin
        self.summary = summary
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
