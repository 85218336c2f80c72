/// What changes rows between extraction and load.
///
/// A transformer says what it does to the columns before it sees data: ``bind(to:)`` takes a schema and answers with
/// the schema that results, so that headers and table definitions are known without a row.
public protocol Transformer: Sendable {
    /// What decides about its work.
    var identity: StageIdentity { get }
    /// Prepares for batches of `schema`.
    ///
    /// - Throws: ``ETLError`` with the code ``ETLError/Code/configuration`` if the columns don't suit; its
    ///   ``ETLError/subject`` is the name or value at fault.
    func bind(to schema: Schema) throws -> any BoundTransformer
}

/// A transformer that knows its columns.
///
/// Rules for implementations:
/// - ``apply(to:)`` gives the batch the columns of ``output`` and leaves the number of rows as it is; a row that cannot
///   be taken is rejected (``RecordBatch/invalid(field:row:reason:)``, ``RecordBatch/reject(_:_:field:value:)``) and one
///   that isn't wanted is left out (``RecordBatch/leaveOut(_:)``), never removed.
/// - A column that it makes of others says so (``Field/derivation``), and so does one that it hides
///   (``Field/isHidden``).
/// - A value is judged by itself: the same row gives the same result in any batch.
/// - Null stays null unless the transformer exists to replace it.
public protocol BoundTransformer: SendableMetatype {
    /// The columns that leave.
    var output: Schema { get }
    /// How values of the source's fields must be hidden wherever a row is shown as it came.
    var redactions: [Redaction] { get }
    /// Changes a batch in place.
    mutating func apply(to batch: inout RecordBatch) throws
}

extension BoundTransformer {
    /// Nothing to hide.
    public var redactions: [Redaction] { [] }
}

/// A field of the source whose value nobody may see as it came.
public struct Redaction: Sendable {
    /// The source's key.
    public let field: String
    /// Makes of a value's text what may be shown.
    public let redact: @Sendable ([UInt8]) -> [UInt8]

    /// A redaction.
    public init(field: String, redact: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.field = field
        self.redact = redact
    }
}

/// Transformers one after another, bound to the columns that the extractor hands over.
public struct TransformChain {
    private var stages: [any BoundTransformer] = []
    /// The columns that leave the last one.
    public private(set) var output: Schema
    /// All that must be hidden, in the order in which it applies.
    public private(set) var redactions: [Redaction] = []

    private var unknownValues: UnknownValues?
    private let shownValues: ShownValues?

    /// Binds each transformer to the columns that leave the one before.
    ///
    /// - Throws: ``ETLError`` if a transformer's columns don't suit, or if a value that one of them hides would leave in
    ///   another column.
    public init(_ transformers: [any Transformer], input: Schema) throws {
        output = input
        for transformer in transformers {
            let bound = try transformer.bind(to: output)
            stages.append(bound)
            output = bound.output
            redactions += bound.redactions
        }
        unknownValues = UnknownValues(redactions, input: input)
        shownValues = ShownValues(redactions, input: input)
        if let exposed = output.exposed(redactions.map(\.field)).first { throw exposed.error }
    }

    /// Runs a batch through all of them.
    public mutating func apply(to batch: inout RecordBatch) throws {
        unknownValues?.hide(in: &batch)
        for index in stages.indices { try stages[index].apply(to: &batch) }
        // Behind the stages, for one that is a chain of its own leaves what it knows: nothing of what others hide.
        batch.shownValues = shownValues
        if let unknownValues, !batch.newWords.isEmpty { batch.newWords.removeAll(where: unknownValues.comesFromHidden) }
        shownValues?.cover(&batch)
    }
}
