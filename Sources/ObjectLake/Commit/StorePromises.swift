internal import S3

/// What a store keeps to.
struct StorePromises: Sendable, Equatable {
    /// Whether writes under a condition can be relied on.
    let isConditional: Bool
    /// Whether an object is deleted only in the version that was named.
    let deletesByVersion: Bool

    init(_ verdict: S3Verdict) {
        isConditional = verdict.isConditional
        deletesByVersion = verdict.deleteObeysIfMatch && verdict.isConditional
    }

    /// A condition where the store knows it.
    func condition(_ condition: S3Condition) -> S3Condition { isConditional ? condition : .none }
}
