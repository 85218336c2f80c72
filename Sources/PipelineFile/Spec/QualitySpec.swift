package import ETL
package import Transforms

/// What happens to values, rows and answers that don't fit.
package struct QualitySpec: Sendable {
    package var onInvalid: InvalidPolicy
    /// A day with a larger share of its rows in quarantine is not committed.
    package var maxQuarantined: Share
    package var unknownFields: UnknownFieldPolicy
    /// An answer with less than this share of a committed day's rows is suspect.
    package var maxShrink: Share
    /// What the rows of each report that has the columns must hold to.
    package var expectations: [ConfiguredExpectation] = []
}
