package import ETL
package import Settings

/// What one item of a list of expectations asks for.
package struct ConfiguredExpectation: Sendable {
    /// The columns that it names; it concerns the reports that have all of them.
    package let fields: [String]
    /// What each row must hold to.
    package var rows: [any RowExpectation] = []
    /// How many rows there must be.
    package var count: RowCountBand?
}

/// An expectation as pipeline files have it: its key, the keys of its mapping, and the way from the mapping to the stage.
package struct ExpectationForm: Sendable {
    package let key: KeyShape
    private let shape: MappingShape
    private let make: @Sendable (ExpectationKeys) -> ConfiguredExpectation?

    /// A form; `read` returns nil, with diagnostics, where something is wrong.
    init(
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
    /// Every expectation that a pipeline file can name, in the order of the documents.
    package static let all = [NotNull.form, Unique.form, AcceptedValues.form, InRange.form, RowCountBand.form]
}

/// The keys of one expectation, with the columns that it may name.
struct ExpectationKeys {
    static let action = Setting<ExpectationAction>.choice(
        "action", .defaulted("stop"), summary: "Whether a day that doesn't hold to it is committed with a warning.",
        example: "warn")
    static let fields = KeyShape("fields", .list(.field), .required, summary: "The columns.", example: "[conn_id]")
    static let field = KeyShape("field", .field, .required, summary: "The column.", example: "hang_up")

    let reader: MappingReader
    let givenAction: ExpectationAction?
    private let columns: ColumnScope?

    init(reader: MappingReader, columns: ColumnScope?, action: ExpectationAction?) {
        self.reader = reader
        self.columns = columns
        givenAction = action
    }

    /// What happens to a day that doesn't hold to it.
    var action: ExpectationAction { givenAction ?? .stop }

    /// The columns of `fields`, each once.
    func fields() -> [String]? {
        let item = Setting(Self.fields.item(.field))
        return reader.list(Self.fields, of: item) {
            columns == nil || columns?.find($0, "fields", reader.context) != nil
        }
    }

    /// The column of `field`.
    func field() -> NamedColumn? {
        guard let node = reader.node(Self.field), let scalar = reader.context.scalar(node, of: Self.field) else {
            return nil
        }
        guard let columns else { return NamedColumn(scalar: scalar, type: nil) }
        return columns.find(scalar, "field", reader.context)
    }
}
