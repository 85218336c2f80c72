/// How far a row goes: each stage does all that those before it do.
public enum Stage: String, CaseIterable, Sendable {
    /// Bytes to rows of positions.
    case scan
    /// Texts to values.
    case type
    /// Rows to lines of NDJSON, which are thrown away.
    case ndjson
    /// Rows to lines of CSV, which are thrown away.
    case csv
}
