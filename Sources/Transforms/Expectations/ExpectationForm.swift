public import ETL
public import Settings

/// What one item of a list of expectations asks for.
public struct ConfiguredExpectation: Sendable {
    /// The columns that it names; it concerns the reports that have all of them.
    public let fields: [String]
    /// What each row must hold to.
    public var rows: [any RowExpectation] = []
    /// How many rows there must be.
    public var count: RowCountBand?

    /// What one item asks for.
    public init(fields: [String], rows: [any RowExpectation] = [], count: RowCountBand? = nil) {
        self.fields = fields
        self.rows = rows
        self.count = count
    }
}

/// An expectation as pipeline files have it: its key, the keys of its mapping, and the way from the mapping to the stage.
public struct ExpectationForm: Sendable {
    package let key: KeyShape
    private let shape: MappingShape
    private let make: @Sendable (ExpectationKeys) -> ConfiguredExpectation?

    /// A form.
    ///
    /// - Parameters:
    ///   - name: the key in a list of expectations.
    ///   - summary: what is expected, in one sentence.
    ///   - example: a value of the key.
    ///   - keys: what its mapping may hold beside `action`.
    ///   - read: makes of its mapping what is asked for; nil, with a diagnostic, where something is wrong.
    public init(
        _ name: String, summary: String, example: String, keys: [KeyShape],
        read: @escaping @Sendable (ExpectationKeys) -> ConfiguredExpectation?
    ) {
        shape = MappingShape(name, keys + [ExpectationKeys.action.shape])
        key = KeyShape(name, .mapping(shape), summary: summary, example: example)
        make = read
    }

    /// Reads what stands under the form's key; nil, with diagnostics, where something is wrong. `columns` are those that
    /// may be named, nil when it isn't known which there are.
    package func read(
        _ node: YAMLNode, columns: ColumnScope?, in context: ReadingContext
    ) -> ConfiguredExpectation? {
        guard let reader = MappingReader(node, of: key, shape: shape, context: context) else { return nil }
        let keys = ExpectationKeys(reader: reader, columns: columns, action: reader.value(ExpectationKeys.action))
        let expectation = make(keys)
        return keys.givenAction == nil ? nil : expectation
    }
}

extension ExpectationForm {
    /// Every expectation of the program, in the order of the documents.
    public static let all = [NotNull.form, Unique.form, AcceptedValues.form, InRange.form, RowCountBand.form]
}

/// The keys of one expectation, with the columns that it may name.
public struct ExpectationKeys {
    static let action = Setting<ExpectationAction>.choice(
        "action", presence: .defaulted("stop"),
        summary: "Whether a day that doesn't hold to it is committed with a warning.",
        example: "warn")
    /// `fields`: the columns that are looked at.
    public static let fields = KeyShape.fields("The columns.", example: "[conn_id]")
    /// `field`: the column that is looked at.
    public static let field = Setting.field("The column.", example: "hang_up").shape

    /// Reads the expectation's own keys.
    public let reader: MappingReader
    let givenAction: ExpectationAction?
    private let columns: ColumnScope?

    init(reader: MappingReader, columns: ColumnScope?, action: ExpectationAction?) {
        self.reader = reader
        self.columns = columns
        givenAction = action
    }

    /// What happens to a day that doesn't hold to it.
    public var action: ExpectationAction { givenAction ?? .stop }

    /// The columns of `fields`, each once; nil, with a diagnostic, where one is not there.
    public func fields() -> [String]? {
        let item = Setting(Self.fields.item(.field))
        return reader.list(Self.fields, of: item) {
            columns == nil || columns?.find($0, namedIn: "fields", context: reader.context) != nil
        }
    }

    /// The column of `field`; nil, with a diagnostic, where it is not there.
    public func field() -> NamedColumn? {
        guard let node = reader.node(Self.field), let scalar = reader.context.scalar(node, of: Self.field) else {
            return nil
        }
        guard let columns else { return NamedColumn(scalar: scalar, type: nil) }
        return columns.find(scalar, namedIn: "field", context: reader.context)
    }
}
