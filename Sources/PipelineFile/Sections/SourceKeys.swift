import ByteScan
import ETL
import Settings

/// The keys of a source.
enum SourceKeys {
    static let name = Setting(
        "name", .name, presence: .required, summary: "The source's name, unique in the file.", example: "bogota",
        parse: FolderName.parse)
    static let server = Setting(
        "server", .server, summary: "The number in the server's address.", example: "\"0012\"",
        parse: EndpointText.server)
    static let endpoint = Setting(
        "endpoint", .endpoint, summary: "The server's address, instead of its number; plain http to loopback only.",
        example: "https://wv0012.wolkvox.com", parse: EndpointText.parse)
    static let token = Setting(
        "token", .secret, summary: "The API token.", example: "${WOLKVOX_TOKEN}", parse: SecretText.token)
    static let tokenFile = Setting(
        "token_file", .path, summary: "A file that holds the token, relative to this file.",
        example: "/run/secrets/wolkvox", parse: FilePath.parse)
    static let caFile = Setting(
        "ca_file", .path,
        summary: "A file with the authorities (PEM) that the server's certificate is checked against, instead of"
            + " this machine's; relative to this file.", example: "company-ca.pem", parse: FilePath.parse)
    static let timeZone = Setting(
        "time_zone", .zone, presence: .required, summary: "The zone of the server's clock.", example: "America/Bogota")
    static let callsPerDay = Setting.integer(
        "calls_per_day", 1...100_000_000, presence: .optional, summary: "The most calls to spend in a day.",
        example: "8000")
    static let decimalSeparator = Setting<DecimalSeparator>.choice(
        "decimal_separator", presence: .optional, summary: "Settles what 1,234 means in a cost.", example: "\".\"")
    static let ends = Setting<WindowEnds>.choice(
        "ends", presence: .defaulted(WindowEnds.inclusive.rawValue),
        summary: "Whether a window includes the second that date_end names.", example: "exclusive")
    static let selects = KeyShape(
        "selects", .openMapping(.field),
        summary: "By which time the server selects rows, by report: a field of theirs, or window for one they lack.",
        example: "{ cdr_1: window }")
    static let limits = KeyShape(
        "limits", .mapping(LimitKeys.shape), summary: "What one call may ask for and bring.",
        example: "{ rows_per_call: 60000 }")
    static let retry = KeyShape(
        "retry", .mapping(RetryKeys.shape), summary: "How failed calls are repeated.", example: "{ attempts: 5 }")
    static let empty = KeyShape(
        "empty", .mapping(EmptyKeys.shape), summary: "How an unlikely empty answer is asked again.",
        example: "{ retries: 2, pause: 30s }")

    static let shape = MappingShape(
        "a source",
        [
            name.shape, server.shape, endpoint.shape, token.shape, tokenFile.shape, caFile.shape, timeZone.shape,
            callsPerDay.shape,
            decimalSeparator.shape, ends.shape, selects, limits, retry, empty,
        ],
        exactlyOneOf: [["server", "endpoint"], ["token", "token_file"]])
}

/// The keys of a source's `limits`.
enum LimitKeys {
    static let rowsPerCall = Setting.integer(
        "rows_per_call", 1...60_000, presence: .defaulted("60000"),
        summary: "An answer with so many rows is taken as cut off.",
        example: "60000")
    static let daysPerCall = Setting.integer(
        "days_per_call", 1...31, presence: .defaulted("31"), summary: "The most days that one call asks for.",
        example: "31")
    static let bytesPerCall = Setting.bytes(
        "bytes_per_call", 1000...4_000_000_000, presence: .defaulted("256MB"),
        summary: "The largest answer that is taken.",
        example: "256MB")
    static let timeout = Setting.duration(
        "timeout", 1...3600, presence: .defaulted("75s"), summary: "The longest that one call may take.", example: "75s"
    )

    static let shape = MappingShape(
        "limits", [rowsPerCall.shape, daysPerCall.shape, bytesPerCall.shape, timeout.shape])
}

/// The keys of a source's `retry`.
enum RetryKeys {
    static let attempts = Setting.integer(
        "attempts", 1...100, presence: .defaulted("5"), summary: "Attempts at one call, the first included.",
        example: "5")
    static let firstWait = Setting.duration(
        "first_wait", 0...3600, presence: .defaulted("1s"), summary: "The wait before the second attempt.",
        example: "1s")
    static let longestWait = Setting.duration(
        "longest_wait", 0...3600, presence: .defaulted("60s"), summary: "The longest wait between two attempts.",
        example: "60s")

    static let shape = MappingShape("retry", [attempts.shape, firstWait.shape, longestWait.shape])
}

/// The keys of a source's `empty`.
enum EmptyKeys {
    static let retries = Setting.integer(
        "retries", 0...100, presence: .defaulted("2"), summary: "How often an unlikely empty answer is asked again.",
        example: "2"
    )
    static let pause = Setting.duration(
        "pause", 0...3600, presence: .defaulted("30s"), summary: "The pause before it is asked again.", example: "30s")

    static let shape = MappingShape("empty", [retries.shape, pause.shape])
}
