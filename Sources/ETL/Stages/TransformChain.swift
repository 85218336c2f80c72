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
        batch.shownValues = shownValues
        for index in stages.indices { try stages[index].apply(to: &batch) }
        if let unknownValues, !batch.newWords.isEmpty { batch.newWords.removeAll(where: unknownValues.comesFromHidden) }
        shownValues?.cover(&batch)
    }
}
