package import ETL
public import Transforms

/// What happens to values, rows and answers that don't fit.
public struct QualitySpec: Sendable {
    package var onInvalid: InvalidPolicy
    /// A day with a larger share of its rows in quarantine is not committed.
    package var maxQuarantined: Share
    package var unknownFields: UnknownFieldPolicy
    /// An answer with less than this share of a committed day's rows is suspect.
    package var maxShrink: Share
    /// What the rows of each report that has the columns must hold to.
    public var expectations: [ConfiguredExpectation] = []
}
