/// Reads `quality`.
struct QualityReader {
    func read(_ reader: MappingReader) -> QualitySpec? {
        let onInvalid = reader.value(QualityKeys.onInvalid)
        let maxQuarantined = reader.value(QualityKeys.maxQuarantined)
        let unknownFields = reader.value(QualityKeys.unknownFields)
        let maxShrink = reader.value(QualityKeys.maxShrink)
        guard let onInvalid, let maxQuarantined, let unknownFields, let maxShrink else { return nil }
        return QualitySpec(
            onInvalid: onInvalid, maxQuarantined: maxQuarantined, unknownFields: unknownFields, maxShrink: maxShrink)
    }
}
