import Disk
import ETL
import Engine
import PipelineFile
import Settings
import Wolkvox

/// Reads pipeline files.
struct PipelineLoading {
    let context: CommandContext

    /// The specification of a pipeline file, or of the text `fallback` where there is no such file.
    ///
    /// - Throws: ``Failure``, after every mistake of the file was written to stderr.
    func load(
        _ path: String, or fallback: String? = nil, secrets: SecretUse = .needed
    ) throws -> PipelineSpec {
        try loadReading(path, or: fallback, secrets: secrets).spec
    }

    /// The specification of a pipeline file, with what else was found out about it.
    ///
    /// - Throws: ``Failure``, after every mistake of the file was written to stderr.
    func loadReading(
        _ path: String, or fallback: String? = nil, secrets: SecretUse = .needed
    ) throws -> (spec: PipelineSpec, unsetKeys: [String]) {
        let exists = Files.kind(following: context.absolute(path)) != nil
        let reading =
            try fallback.flatMap { exists ? nil : try read(Array($0.utf8), of: path) }
            ?? read(contents(path), of: path, secrets: secrets)
        let errors = reading.diagnostics.filter { $0.severity == .error }
        for warning in reading.diagnostics where warning.severity != .error { context.terminal.tell(warning) }
        guard let spec = reading.spec else {
            for error in errors { context.terminal.tell(error) }
            throw mistakes(errors.count, in: path)
        }
        if let store = spec.load.store { _ = try context.storeSettings(spec.load.directory, store) }
        return (spec, reading.unsetKeys)
    }

    /// A pipeline that has the file's sources and no report; what else is in the file, or missing from it, is of no concern
    /// here.
    ///
    /// - Throws: ``Failure``, after every mistake of the sources was written to stderr.
    func sources(_ path: String) throws -> PipelineSpec {
        let reading = PipelineReader.readSources(
            bytes: try contents(path), file: path, environment: context.environment, vocabulary: ReportVocabulary.vendor
        )
        for diagnostic in reading.diagnostics { context.terminal.tell(diagnostic) }
        guard let spec = reading.spec else {
            throw mistakes(reading.diagnostics.count { $0.severity == .error }, in: path)
        }
        return spec
    }

    private func mistakes(_ count: Int, in path: String) -> Failure {
        Failure(
            .configuration, "\(path) has \(count.counted("mistake"))",
            advice: "Correct the lines above and run it again")
    }

    /// The reports that a pipeline file defines; what else is wrong with the file is of no concern here.
    ///
    /// - Throws: ``Failure``, after every mistake of the file was written to stderr, where a definition is wrong.
    func definitions(_ path: String) throws -> [ReportDefinition] {
        let reading = try read(path)
        guard let definitions = reading.definitions else {
            for diagnostic in reading.diagnostics { context.terminal.tell(diagnostic) }
            throw Failure(
                .configuration, "The definitions of \(path) are wrong",
                advice: "Correct the lines above and run it again")
        }
        return definitions
    }

    /// The specification and all that is to be said about the file.
    func read(_ path: String) throws -> PipelineReader.Reading {
        try read(contents(path), of: path)
    }

    private func read(
        _ bytes: some Collection<UInt8>, of path: String, secrets: SecretUse = .needed
    ) throws -> PipelineReader.Reading {
        PipelineReader.read(
            bytes: bytes, file: path, environment: context.environment, secrets: secrets,
            vocabulary: ReportVocabulary.vendor)
    }

    private func contents(_ path: String) throws -> [UInt8] {
        if let bytes = try? Files.input(context.absolute(path)) { return bytes }
        let names = (try? Files.names(in: context.absolute("pipelines"))) ?? []
        let known = names.filter { $0.hasSuffix(".yaml") }.map { "pipelines/\($0)" }
        let exists = Files.kind(following: context.absolute(path)) != nil
        let question = exists ? nil : NearbyNames(context: context).question(for: path, [.pipelineFile])
        let advice =
            known.isEmpty ? "Give the path of a YAML file" : "Here there are \(known.joined(separator: ", "))"
        throw Failure(
            .configuration, "The pipeline file \(path) cannot be read", advice: question ?? advice)
    }
}

extension CommandContext {
    /// What builds the jobs of a pipeline file.
    ///
    /// - Throws: ``Failure``, after every mistake of the file was written to stderr.
    func assembly(
        of file: String, scope: RunScope = RunScope(), secrets: SecretUse = .needed
    ) throws -> JobAssembly {
        let spec = try PipelineLoading(context: self).load(file, secrets: secrets)
        return JobAssembly(context: self, spec: spec, file: file, scope: scope)
    }
}

extension Terminal {
    /// Writes what is wrong with a pipeline file, as compilers do, or with its place in fields of their own.
    func tell(_ diagnostic: Diagnostic) {
        guard journal != nil else { return errorLine(diagnostic.description) }
        errorLine(
            diagnostic.message, level: diagnostic.severity == .error ? .error : .warning,
            fields: [
                "file": .text(diagnostic.file), "line": .number(diagnostic.line), "column": .number(diagnostic.column),
            ])
    }
}
