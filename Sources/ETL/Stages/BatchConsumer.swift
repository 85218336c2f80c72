/// Takes the batches of one window from an ``Extractor``.
public protocol BatchConsumer: SendableMetatype {
    /// The window was asked for, and its rows are on their way: time for work that is left from before. An extractor that
    /// waits for answers calls it meanwhile, once or more often, before it hands over any row of the answer.
    mutating func requested() async throws
    /// Takes a batch, which may be changed at will and is used again for the next rows.
    mutating func consume(_ batch: inout RecordBatch) async throws
    /// The rows handed over so far don't count: the extractor asks for the same window again, from its start.
    mutating func restart() async throws
}

extension BatchConsumer {
    /// There is no work left.
    public mutating func requested() async throws {}
}
