internal import ETL

/// What a store can be relied on for, as a probe has seen.
package struct S3Verdict: Sendable, Hashable, Codable {
    /// Whether the store takes conditions at all: some answer that they do not know them, and can be written to without.
    package var takesConditions = true
    /// Whether a second PUT of a key that must be absent is refused.
    package var refusesSecondCreate = true
    /// Whether a PUT over another version than the one named is refused.
    package var refusesStaleReplace = true
    /// Whether a PUT over a named version that is gone is refused.
    package var refusesReplaceOfMissing = true
    /// Whether CompleteMultipartUpload refuses a second create.
    package var refusesSecondCompletion = true
    /// Whether CompleteMultipartUpload refuses to replace another version than the one named.
    package var refusesStaleCompletion = true
    /// Whether of several creates at once no more than one succeeds.
    package var oneCreateWins = true
    /// Whether DELETE leaves another version than the one named alone, and deletes the one named.
    package var deleteObeysIfMatch = true
    /// Whether the store takes `x-amz-checksum-sha256`.
    package var takesChecksums = true
    /// How many seconds the store's clock is ahead of this machine's.
    package var skew = 0

    /// The verdict on a store that does all that it should.
    package init() {}

    /// Whether conditional writes can be relied on, so that two writers cannot both win.
    package var isConditional: Bool { faults.isEmpty }

    /// Whether an object is deleted only in the version that was named.
    package var deletesByVersion: Bool { deleteObeysIfMatch && isConditional }

    /// The condition for a write that replaces a version, where the store knows conditions.
    ///
    /// - Parameter version: the version's ETag; nil where nothing may be there.
    /// - Returns: the condition.
    package func condition(replacing version: String?) -> S3Condition {
        guard isConditional else { return .none }
        return version.map { .matches($0) } ?? .absent
    }

    /// What the store lets happen that it should refuse, in words.
    package var faults: [String] {
        if !takesConditions { return ["it does not take conditions"] }
        let found = [
            (refusesSecondCreate, "a second create overwrites the first"),
            (refusesStaleReplace, "a stale replacement is taken"),
            (refusesReplaceOfMissing, "an object that is gone is replaced"),
            (refusesSecondCompletion, "a second create in parts overwrites the first"),
            (refusesStaleCompletion, "a stale replacement in parts is taken"),
            (oneCreateWins, "several creates at once all succeed"),
        ]
        return found.filter { !$0.0 }.map(\.1)
    }

    /// The verdict, one fact a line, for people.
    package var lines: [String] {
        let clock =
            skew == 0
            ? "its clock agrees with this machine's"
            : "its clock is \(abs(skew).counted("second")) \(skew > 0 ? "ahead of" : "behind") this machine's"
        return [
            isConditional
                ? "conditional writes: refused where they must be, also in parts and several at once"
                : "conditional writes: cannot be relied on (\(faults.joined(separator: ", ")))",
            deleteObeysIfMatch ? "conditional deletes: obeyed" : "conditional deletes: ignored",
            takesChecksums ? "checksums: taken" : "checksums: not taken",
            "clock: \(clock)",
        ]
    }
}

extension S3Verdict: CustomStringConvertible {
    /// The verdict on one line.
    package var description: String { lines.joined(separator: "; ") }
}
