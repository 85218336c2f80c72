import Settings

/// Reads `quality`.
struct QualityReader {
    let context: FileContext
    /// The columns that each report is written with; nil when they are in doubt.
    let scopes: [String: ColumnScope]?

    func read(_ reader: MappingReader) -> QualitySpec? {
        let onInvalid = reader.value(QualityKeys.onInvalid)
        let maxQuarantined = reader.value(QualityKeys.maxQuarantined)
        let unknownFields = reader.value(QualityKeys.unknownFields)
        let maxShrink = reader.value(QualityKeys.maxShrink)
        let columns = scopes.map { ColumnScope(columns: $0.sorted { $0.key < $1.key }.flatMap(\.value.columns)) }
        let expectations = ExpectationReader(context: context, columns: columns)
            .read(reader.node(QualityKeys.expect), of: QualityKeys.expect)
        guard let onInvalid, let maxQuarantined, let unknownFields, let maxShrink, let expectations else { return nil }
        return QualitySpec(
            onInvalid: onInvalid, maxQuarantined: maxQuarantined, unknownFields: unknownFields, maxShrink: maxShrink,
            expectations: expectations)
    }
}
