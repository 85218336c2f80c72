/// What a store can be relied on for, as a probe has seen.
package struct S3Verdict: Sendable, Hashable, Codable {
    /// Whether a second PUT of a key that must be absent is refused.
    package var refusesSecondCreate: Bool
    /// Whether a PUT over another version than the one named is refused.
    package var refusesStaleReplace: Bool
    /// Whether a PUT over a named version that is gone is refused.
    package var refusesReplaceOfMissing: Bool
    /// Whether CompleteMultipartUpload refuses a second create.
    package var refusesSecondCompletion: Bool
    /// Whether CompleteMultipartUpload refuses to replace another version than the one named.
    package var refusesStaleCompletion: Bool
    /// Whether of several creates at once exactly one succeeds.
    package var oneCreateWins: Bool
    /// Whether DELETE leaves another version than the one named alone.
    package var deleteObeysIfMatch: Bool
    /// Whether the store takes `x-amz-checksum-sha256`.
    package var takesChecksums: Bool
    /// How many seconds the store's clock is ahead of this machine's.
    package var skew: Int

    /// Whether conditional writes can be relied on, so that two writers cannot both win.
    package var isConditional: Bool {
        refusesSecondCreate && refusesStaleReplace && refusesReplaceOfMissing && refusesSecondCompletion
            && refusesStaleCompletion && oneCreateWins
    }
}
