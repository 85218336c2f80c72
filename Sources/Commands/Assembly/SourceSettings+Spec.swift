import Disk
import ETL
import Engine
import PipelineFile
import Settings
import Wolkvox

extension SourceSettings {
    /// The settings of a source of a pipeline file, with its token; `file` is the path of the pipeline file.
    ///
    /// - Throws: ``Failure`` if the file of the token or that of the authorities cannot be used.
    init(_ source: SourceSpec, of file: String, in context: CommandContext) throws {
        self.init(
            name: source.name,
            baseURL: try BaseURL(source.endpoint.baseURL),
            token: try Token(try source.tokenText(of: file, in: context)),
            zone: source.timeZone,
            limits: .init(
                rowsPerCall: source.limits.rowsPerCall, daysPerCall: source.limits.daysPerCall,
                bytesPerCall: source.limits.bytesPerCall, timeout: source.limits.timeout),
            retry: RetryPolicy(
                attempts: source.retry.attempts, firstWait: source.retry.firstWait,
                longestWait: source.retry.longestWait, maintenanceWait: source.retry.longestWait),
            ends: source.ends, authorities: try source.authorities(of: file, in: context))
    }
}

extension SourceSpec {
    /// The file of authorities that the source names.
    fileprivate func authorities(of file: String, in context: CommandContext) throws -> String? {
        guard let caFile else { return nil }
        let path = TokenFile.path(caFile, besidePipeline: context.absolute(file))
        if let mistake = SourceSettings.mistake(inAuthorities: path) {
            throw Failure(
                .configuration, "The ca_file of source \(name): \(path) \(mistake)",
                advice: "Correct ca_file in \(file); a relative path starts at the folder of the pipeline file")
        }
        return path
    }

    fileprivate func tokenText(of file: String, in context: CommandContext) throws -> String {
        switch token {
        case .value(let secret): return secret.reveal()
        case .file(let path):
            do {
                return try TokenFile.read(path, besidePipeline: context.absolute(file)) { path in
                    try Files.input(path)
                }.reveal()
            } catch {
                throw Failure(
                    .configuration, "The token file of source \(name): \(error)",
                    advice: "Correct token_file in \(file)")
            }
        }
    }
}

extension HTTPTransportOptions {
    /// The options for calls to some sources: proxies and authorities from the environment, and a wait for connections
    /// that leaves time to say that there was none before the call as a whole has taken too long.
    static func of(_ sources: [SourceSettings], in context: CommandContext) -> HTTPTransportOptions {
        var options = HTTPTransportOptions(environment: context.environment)
        if let shortest = sources.map(\.limits.timeout).min() {
            options.connectTimeout = min(options.connectTimeout, shortest * 0.5)
        }
        return options
    }
}
