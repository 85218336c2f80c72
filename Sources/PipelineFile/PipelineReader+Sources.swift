import FlatFiles
import Settings
import Transforms

extension PipelineReader {
    /// Reads `sources` alone: no other key must be there, and nothing under another key is looked at but the name.
    ///
    /// - Returns: a pipeline without reports, whose settings are the usual ones.
    package static func readSources(
        bytes: some Collection<UInt8>, file: String, environment: [String: String], vocabulary: ReportVocabulary
    ) -> Reading {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return Reading(spec: nil, diagnostics: notUTF8(bytes, file))
        }
        var collector = DiagnosticCollector(file: file)
        let root = YAMLComposer.compose(text, into: &collector)
        let context = FileContext(
            environment: environment, secrets: .needed, vocabulary: vocabulary, forms: StageForms(),
            collector: collector)
        let spec = root.flatMap { readSources($0, context) }
        return Reading(spec: context.collector.hasErrors ? nil : spec, diagnostics: context.collector.sorted)
    }

    private static func readSources(_ root: YAMLNode, _ context: FileContext) -> PipelineSpec? {
        guard case .mapping(let entries) = root.content else {
            context.error("a pipeline file is a mapping that has `sources:`, not \(root.kindName)", at: root.place)
            return nil
        }
        let reader = MappingReader(
            entries, place: entries.first?.key.place ?? root.place, shape: PipelineKeys.sourcesAlone, context: context)
        // A name is welcome, and one that cannot be used is no obstacle.
        let name = reader.node(PipelineKeys.name.shape).flatMap { node -> String? in
            guard case .scalar(let text, _) = node.content else { return nil }
            return try? PipelineKeys.name.parse(text)
        }
        let sources = reader.node(PipelineKeys.sources).flatMap(SourceReader(context: context).read)
        let quality = reader.absent(QualityKeys.shape)
        guard let sources, let onInvalid = quality.value(QualityKeys.onInvalid),
            let maxQuarantined = quality.value(QualityKeys.maxQuarantined),
            let unknownFields = quality.value(QualityKeys.unknownFields),
            let maxShrink = quality.value(QualityKeys.maxShrink)
        else { return nil }
        return PipelineSpec(
            version: 1, name: name ?? "discover", sources: sources,
            window: WindowSpec(from: .yesterday, to: .yesterday, lookbackDays: 0, span: .auto), reports: [],
            transforms: [],
            load: LoadSpec(directory: "", form: FlatFileForm(format: .ndjson)),
            quality: QualitySpec(
                onInvalid: onInvalid, maxQuarantined: maxQuarantined, unknownFields: unknownFields,
                maxShrink: maxShrink), tokensAtOnce: 1)
    }
}
