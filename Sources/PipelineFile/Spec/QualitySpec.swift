/// What happens to values, rows and answers that don't fit.
package struct QualitySpec: Sendable, Equatable {
    package enum OnInvalid: String, Sendable, CaseIterable {
        case quarantine
        case null
        case fail
    }

    package enum UnknownFields: String, Sendable, CaseIterable {
        case keep
        case drop
        case fail
    }

    package var onInvalid: OnInvalid
    /// A day with a larger share of its rows in quarantine is not committed.
    package var maxQuarantined: Percent
    package var unknownFields: UnknownFields
    /// An answer with less than this share of a committed day's rows is suspect.
    package var maxShrink: Percent
    /// What the rows of each report that has the columns must hold to.
    package var expectations: [ExpectationSpec] = []
}
