package import ByteScan
package import ETL
import Settings

/// One operation of the vendor's: a server, a token, and how to treat them.
package struct SourceSpec: Sendable, Equatable {
    package enum Token: Sendable, Equatable {
        case value(Secret)
        /// A path; a relative one starts at the pipeline file's folder. `TokenFile` reads it.
        case file(String)
    }

    /// What one call may ask for and bring.
    package struct Limits: Sendable, Equatable {
        package var rowsPerCall: Int
        package var daysPerCall: Int
        package var bytesPerCall: Int
        package var timeout: Duration
    }

    /// How failed calls are repeated.
    package struct Retry: Sendable, Equatable {
        /// All attempts at one call, the first included.
        package var attempts: Int
        package var firstWait: Duration
        package var longestWait: Duration
    }

    /// How an unlikely empty answer is asked again.
    package struct Empty: Sendable, Equatable {
        package var retries: Int
        package var pause: Duration
    }

    /// A name that can be a folder's.
    package var name: String
    package var endpoint: Endpoint
    package var token: Token
    /// A file with the authorities that the server's certificate is checked against; a relative path starts at the
    /// pipeline file's folder. Nil leaves it to this machine.
    package var caFile: String?
    /// The IANA name of the zone of the server's clock.
    package var timeZone: String
    /// The most calls to spend in a local day; nil leaves it to the server.
    package var callsPerDay: Int?
    /// Settles what `1,234` means; nil leaves it open.
    package var decimalSeparator: DecimalSeparator?
    /// Whether a window of the server includes the second that `date_end` names.
    package var ends = WindowEnds.inclusive
    /// By report, the time by which the server selects its rows, where that is not the one of its definition.
    package var selects: [String: SelectingTime] = [:]
    package var limits: Limits
    package var retry: Retry
    package var empty: Empty
}

/// Reads `sources`.
struct SourceReader {
    let context: FileContext
    /// Whether the reports of the file are known by now.
    var knowsReports = true

    func read(of file: MappingReader) -> [SourceSpec]? {
        var names: Set<String> = []
        return file.mappings(PipelineKeys.sources, shape: SourceKeys.shape) { source($0, names: &names) }
    }

    /// File systems that ignore case would put two such sources into one folder.
    private func source(_ reader: MappingReader, names: inout Set<String>) -> SourceSpec? {
        let name = reader.value(SourceKeys.name)
        if let name, !names.insert(name.lowercased()).inserted {
            reader.error(
                "name: two sources have this name; names must differ in more than case", at: SourceKeys.name.shape)
        }
        let endpoint = reader.value(SourceKeys.server) ?? reader.value(SourceKeys.endpoint)
        let token = token(reader)
        let caFile = reader.value(SourceKeys.caFile)
        let timeZone = timeZone(reader)
        let callsPerDay = reader.value(SourceKeys.callsPerDay)
        let decimalSeparator = reader.value(SourceKeys.decimalSeparator)
        let ends = reader.value(SourceKeys.ends)
        let selects = SelectsReader(context: context, knowsReports: knowsReports).read(reader)
        let limits = reader.mapping(SourceKeys.limits, shape: LimitKeys.shape).flatMap(limits)
        let retry = reader.mapping(SourceKeys.retry, shape: RetryKeys.shape).flatMap(retry)
        let empty = reader.mapping(SourceKeys.empty, shape: EmptyKeys.shape).flatMap(empty)
        guard let name, let endpoint, let token, let timeZone, let ends, let selects, let limits, let retry, let empty
        else { return nil }
        return SourceSpec(
            name: name, endpoint: endpoint, token: token, caFile: caFile, timeZone: timeZone, callsPerDay: callsPerDay,
            decimalSeparator: decimalSeparator, ends: ends, selects: selects, limits: limits, retry: retry, empty: empty
        )
    }

    private func token(_ reader: MappingReader) -> SourceSpec.Token? {
        if let file = reader.value(SourceKeys.tokenFile) { return .file(file) }
        guard let scalar = reader.scalar(SourceKeys.token), let secret = context.parse(scalar, as: SourceKeys.token)
        else { return nil }
        context.warnOfLiteral(scalar, of: SourceKeys.token.shape)
        return .value(secret)
    }

    private func timeZone(_ reader: MappingReader) -> String? {
        guard let scalar = reader.scalar(SourceKeys.timeZone) else { return reader.value(SourceKeys.timeZone) }
        if context.vocabulary.isKnownZone(scalar.text) { return scalar.text }
        let ending = NearestName.ending(for: scalar.text, among: context.vocabulary.zoneNames())
        let reason = ending.isEmpty ? nil : "is not a known time zone\(ending)"
        context.complain(
            Complaint(reason: reason), about: scalar, of: SourceKeys.timeZone.shape.name,
            kind: SourceKeys.timeZone.shape.kind)
        return nil
    }

    private func limits(_ reader: MappingReader) -> SourceSpec.Limits? {
        let rows = reader.value(LimitKeys.rowsPerCall)
        let days = reader.value(LimitKeys.daysPerCall)
        let bytes = reader.value(LimitKeys.bytesPerCall)
        let timeout = reader.value(LimitKeys.timeout)
        guard let rows, let days, let bytes, let timeout else { return nil }
        return SourceSpec.Limits(rowsPerCall: rows, daysPerCall: days, bytesPerCall: bytes, timeout: timeout)
    }

    private func retry(_ reader: MappingReader) -> SourceSpec.Retry? {
        let attempts = reader.value(RetryKeys.attempts)
        let firstWait = reader.value(RetryKeys.firstWait)
        let longestWait = reader.value(RetryKeys.longestWait)
        guard let attempts, let firstWait, let longestWait else { return nil }
        if firstWait > longestWait {
            reader.error(
                "retry: first_wait is longer than longest_wait",
                at: reader.has(RetryKeys.longestWait) ? RetryKeys.longestWait.shape : RetryKeys.firstWait.shape)
        }
        return SourceSpec.Retry(attempts: attempts, firstWait: firstWait, longestWait: longestWait)
    }

    private func empty(_ reader: MappingReader) -> SourceSpec.Empty? {
        let retries = reader.value(EmptyKeys.retries)
        let pause = reader.value(EmptyKeys.pause)
        guard let retries, let pause else { return nil }
        return SourceSpec.Empty(retries: retries, pause: pause)
    }
}
