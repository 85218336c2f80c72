package import ETL
import FlatFiles
public import Settings
public import Transforms

/// Reads pipeline files: text in, a complete specification or every mistake out.
public enum PipelineReader {
    /// What came of a file.
    public struct Reading: Sendable {
        /// Nil when there is an error among the diagnostics, and only then.
        public var spec: PipelineSpec?
        /// In the order of the file, each once.
        public var diagnostics: [Diagnostic]
        /// The reports that the file defines, whatever else is wrong with it; nil when one of them is.
        package var definitions: [ReportDefinition]?
        /// Variables of keys of hashes that aren't set, where the file was read without them.
        package var unsetKeys: [String] = []
    }

    /// Reads a file's bytes, which must be UTF-8, as ``read(text:file:environment:secrets:vocabulary:forms:)`` reads text.
    public static func read(
        bytes: some Collection<UInt8>, file: String, environment: [String: String], secrets: SecretUse = .needed,
        vocabulary: ReportVocabulary, forms: StageForms = StageForms()
    ) -> Reading {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return notUTF8(bytes, file)
        }
        return read(
            text: text, file: file, environment: environment, secrets: secrets, vocabulary: vocabulary, forms: forms)
    }

    /// Reads a file's text.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - file: the name that diagnostics show.
    ///   - environment: the variables for `${NAME}`.
    ///   - secrets: what the file is read for.
    ///   - vocabulary: the reports that it may name.
    ///   - forms: the stages that it may name.
    /// - Returns: the specification, nil where the file has a mistake, and all diagnostics.
    public static func read(
        text: String, file: String, environment: [String: String], secrets: SecretUse = .needed,
        vocabulary: ReportVocabulary, forms: StageForms = StageForms()
    ) -> Reading {
        let context = FileContext(
            file: file, environment: environment, secrets: secrets, vocabulary: vocabulary, forms: forms)
        return reading(text, in: context, by: pipeline)
    }

    private static func reading(
        _ text: String, in context: FileContext, by read: (YAMLNode, FileContext) -> PipelineSpec?
    ) -> Reading {
        let spec = YAMLComposer.compose(text, into: &context.collector).flatMap { read($0, context) }
        return Reading(
            spec: context.collector.hasErrors ? nil : spec, diagnostics: context.collector.sorted,
            definitions: context.definitions,
            unsetKeys: context.unsetSecrets.filter {
                ![SourceKeys.token.shape.name, PipelineKeys.forgetKey.shape.name].contains($0.key)
            }.map(\.variable))
    }

    private static func notUTF8(_ bytes: some Collection<UInt8>, _ file: String) -> Reading {
        var collector = DiagnosticCollector(file: file)
        collector.error("the file isn't UTF-8 text from here on; save it as UTF-8", at: UTF8Place.firstBroken(bytes))
        return Reading(spec: nil, diagnostics: collector.sorted)
    }

    private static func pipeline(_ root: YAMLNode, context: FileContext) -> PipelineSpec? {
        guard case .mapping(let entries) = root.content else {
            let found = root.isNull ? "and this one holds nothing" : "not \(root.kindName)"
            context.error("a pipeline file is a mapping that starts with `version: 1`, \(found)", at: root.place)
            return nil
        }
        let reader = MappingReader(entries, of: root, shape: PipelineKeys.shape, context: context)
        let version = reader.value(PipelineKeys.version)
        let name = reader.value(PipelineKeys.name)
        let windowKeys = reader.mapping(PipelineKeys.window, shape: WindowKeys.shape)
        let window = windowKeys.flatMap(WindowReader().read)
        context.definitions = DefinitionReader(context: context).read(of: reader)
        let sources = SourceReader(context: context).read(of: reader)
        let reports = reader.node(PipelineKeys.reports).flatMap(ReportReader(context: context).read)
        let transforms = TransformReader(context: context)
            .read(reader.node(PipelineKeys.transform), of: PipelineKeys.transform)
        if let reports {
            TransformCheck(context: context, shared: transforms, isComplete: reports.isComplete)
                .check(reports.transforms)
        }
        let loadKeys = reader.given(PipelineKeys.load, shape: LoadKeys.shape)
        let load = loadKeys.flatMap(LoadReader().read)
        let scopes = transforms.isComplete ? columnScopes(of: reports, after: transforms.stages) : nil
        let quality = reader.mapping(PipelineKeys.quality, shape: QualityKeys.shape)
            .flatMap { QualityReader(context: context, scopes: scopes).read($0) }
        if let loadKeys, let load, let quality, let scopes, let reports {
            SingleColumnCheck(load: load, reports: reports.specs, quality: quality, context: context)
                .check(scopes, at: loadKeys)
        }
        let archive = reader.given(PipelineKeys.archive, shape: ArchiveKeys.shape).flatMap {
            ArchiveReader().read(
                $0, beside: load, hiding: transforms.stages + (reports?.specs.flatMap(\.transforms) ?? []))
        }
        let follow = reader.mapping(PipelineKeys.follow, shape: FollowKeys.shape).flatMap(FollowReader().read)
        let lease = LeaseReader().read(of: reader)
        let metrics = reader.given(PipelineKeys.metrics, shape: MetricsKeys.shape).flatMap(MetricsReader().read)
        let lineage = reader.given(PipelineKeys.lineage, shape: LineageKeys.shape).flatMap(LineageReader().read)
        let notify = NotifyReader().read(of: reader)
        let forgetKey = reader.optional(PipelineKeys.forgetKey)
        if let scalar = reader.scalar(PipelineKeys.forgetKey) {
            context.warnOfLiteral(scalar, of: PipelineKeys.forgetKey.shape)
        }
        let tokensAtOnce = reader.value(PipelineKeys.tokensAtOnce)
        let expectations = reports.flatMap { $0.expectations(scopes, in: context) }
        let tests = TestReader(context: context, reports: scopes, sources: sources?.map(\.name)).read(of: reader)
        if let windowKeys, window != nil, let reports, reports.isComplete {
            WindowReader().warnOfIdleSpan(windowKeys, reports: reports.known)
        }
        guard let version, let name, let sources, let window, let reports, reports.isComplete, transforms.isComplete,
            let load, let quality, let follow, let tokensAtOnce, let expectations, let tests, let forgetKey, let notify,
            let definitions = context.definitions
        else { return nil }
        return PipelineSpec(
            version: version, name: name, sources: sources, window: window,
            reports: reports.specs.map { $0.expecting(expectations[$0.name] ?? []) },
            transforms: transforms.stages, definitions: definitions, load: load, quality: quality,
            archive: archive, lease: lease, follow: follow, forgetKey: forgetKey.value, metrics: metrics,
            lineage: lineage,
            notify: notify, tokensAtOnce: tokensAtOnce, tests: tests)
    }

    /// The columns that each report is written with; nil while it is in doubt which reports there are.
    private static func columnScopes(
        of reports: ReportReader.Reports?, after transforms: [any ConfiguredTransformer]
    ) -> [String: ColumnScope]? {
        guard let reports, reports.isComplete else { return nil }
        return Dictionary(
            reports.transforms.map { report, own in
                let columns = report.written(own: own.stages, shared: transforms)
                return (report.name, ColumnScope(owner: report.name, columns: columns))
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension PipelineReader {
    /// Reads `sources` alone: no other key must be there, and nothing under another key is looked at but the name.
    ///
    /// - Returns: a pipeline without reports, whose settings are the usual ones.
    package static func readSources(
        bytes: some Collection<UInt8>, file: String, environment: [String: String], vocabulary: ReportVocabulary
    ) -> Reading {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return notUTF8(bytes, file)
        }
        let context = FileContext(
            file: file, environment: environment, secrets: .needed, vocabulary: vocabulary, forms: StageForms())
        return reading(text, in: context, by: sourcesAlone)
    }

    private static func sourcesAlone(_ root: YAMLNode, context: FileContext) -> PipelineSpec? {
        guard case .mapping(let entries) = root.content else {
            context.error("a pipeline file is a mapping that has `sources:`, not \(root.kindName)", at: root.place)
            return nil
        }
        let reader = MappingReader(entries, of: root, shape: PipelineKeys.sourcesAlone, context: context)
        // A name is welcome, and one that cannot be used is no obstacle.
        let name = reader.node(PipelineKeys.name.shape).flatMap { node -> String? in
            guard case .scalar(let text, _) = node.content else { return nil }
            return try? PipelineKeys.name.parse(text)
        }
        let quality = QualityReader(context: context, scopes: nil).read(reader.absent(QualityKeys.shape))
        guard let sources = SourceReader(context: context, knowsReports: false).read(of: reader), let quality else {
            return nil
        }
        return PipelineSpec(
            version: 1, name: name ?? "discover", sources: sources,
            window: WindowSpec(from: .yesterday, to: .yesterday, lookbackDays: 0, span: .auto), reports: [],
            transforms: [],
            load: LoadSpec(directory: "", form: FlatFileForm(format: .ndjson)),
            quality: quality, lease: LeaseReader().read(of: reader), tokensAtOnce: 1)
    }
}
