/// Transformers one after another, bound to the columns that the extractor hands over.
public struct TransformChain {
    private var stages: [any BoundTransformer] = []
    /// The columns that leave the last one.
    public private(set) var output: Schema
    /// All that must be hidden, in the order in which it applies.
    public private(set) var redactions: [Redaction] = []

    /// Binds each transformer to the columns that leave the one before.
    public init(_ transformers: [any Transformer], input: Schema) throws {
        output = input
        for transformer in transformers {
            let bound = try transformer.bind(to: output)
            stages.append(bound)
            output = bound.output
            redactions += bound.redactions
        }
    }

    /// Runs a batch through all of them.
    public mutating func apply(to batch: inout RecordBatch) throws {
        for index in stages.indices { try stages[index].apply(to: &batch) }
    }
}
