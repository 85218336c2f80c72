/// Takes the batches of one window from an ``Extractor``.
public protocol BatchConsumer: SendableMetatype {
    /// Takes a batch, which may be changed at will and is used again for the next rows.
    mutating func consume(_ batch: inout RecordBatch) async throws
    /// The rows handed over so far don't count: the extractor asks for the same window again, from its start.
    mutating func restart() async throws
}
