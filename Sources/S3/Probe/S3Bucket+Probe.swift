internal import ETL
internal import Foundation
internal import NIOHTTP1

extension S3Bucket {
    /// Finds out, with small objects under a folder that are removed again, what the store can be relied on for.
    ///
    /// - Parameter folder: where the objects are written, without a slash at its end.
    /// - Returns: what was seen; ``use(_:)`` has taken it up.
    /// - Throws: ``ETLError`` where the store cannot be used at all.
    package func probe(under folder: String = "_staging") async throws -> S3Verdict {
        let probe = StoreProbe(bucket: self, root: "\(folder)/probe-\(UUID().uuidString.lowercased())")
        let outcome = await Result(awaiting: probe.verdict)
        // What stays behind lies among what later runs clear away.
        await probe.clear()
        let verdict = try outcome.get()
        use(verdict)
        return verdict
    }
}

/// The questions to a store. Each has keys of its own: some stores take one write a second to a key.
private struct StoreProbe {
    let bucket: S3Bucket
    let root: String

    private enum Key: CaseIterable {
        case checksum, create, replace, missing, completion, race, deletion
    }

    /// How many creates are sent at once, and how often.
    private static let racers = 4
    private static let races = 2

    func verdict() async throws -> S3Verdict {
        var verdict = S3Verdict()
        // The first write finds out whether the store can be used at all.
        let first = try await written(.create, text: "first")
        verdict.takesChecksums = try await takesChecksums()
        verdict.refusesSecondCreate = try await isRefused(
            .create, text: "second", condition: .absent, verdict: &verdict)
        let second = try await written(.create, text: "third")
        verdict.refusesStaleReplace = try await isRefused(
            .create, text: "fourth", condition: .matches(first), verdict: &verdict)
        if verdict.refusesStaleReplace {
            let taken = try await meaning(.create, text: "fifth", condition: .matches(second))
            if taken != .success { verdict.takesConditions = false }
        }
        verdict.refusesReplaceOfMissing = try await isRefused(
            .missing, text: "first", condition: .matches(first), verdict: &verdict)
        if verdict.takesConditions { try await probeCompletion(stale: first, verdict: &verdict) }
        for round in 0..<Self.races where verdict.takesConditions && verdict.oneCreateWins {
            verdict.oneCreateWins = try await winners(of: round) <= 1
        }
        verdict.deleteObeysIfMatch = try await deleteObeysIfMatch(stale: first)
        verdict.skew = bucket.skew ?? 0
        return verdict
    }

    // MARK: - Questions

    private func takesChecksums() async throws -> Bool {
        var request = bucket.request(.PUT, purpose: .writing, key: path(.checksum))
        request.content = StoreContent(Array("checksum".utf8))
        request.headers.append((name: "x-amz-checksum-sha256", value: SHA256Text.base64(request.content.sha256) ?? ""))
        request.isTrial = true
        return try await bucket.session.send(request).meaning == .success
    }

    private func probeCompletion(stale: String, verdict: inout S3Verdict) async throws {
        _ = try await written(.completion, text: "completion")
        verdict.refusesSecondCompletion = try await isCompletionRefused(.absent, &verdict)
        verdict.refusesStaleCompletion = try await isCompletionRefused(.matches(stale), &verdict)
    }

    private func isCompletionRefused(_ condition: S3Condition, _ verdict: inout S3Verdict) async throws -> Bool {
        let key = path(.completion)
        let id = try await bucket.begin(key)
        let part = try await bucket.part(1, of: key, uploadID: id, body: .bytes(Array("part of \(condition)".utf8)))
        var request = bucket.completion(of: key, S3Upload(id: id, parts: [part]), condition)
        request.isTrial = true
        let meaning = try await bucket.session.send(request).meaning
        if meaning == .success { return false }
        try await bucket.abort(key, id)
        if meaning == .unsupported || meaning == .wrong { verdict.takesConditions = false }
        return true
    }

    private func winners(of round: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for racer in 0..<Self.racers {
                group.addTask {
                    try await meaning(.race, text: "racer \(racer)", condition: .absent, number: round) == .success
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    private func deleteObeysIfMatch(stale: String) async throws -> Bool {
        let etag = try await written(.deletion, text: "kept")
        guard try await isDeleted(ifMatch: stale) == false else { return false }
        return try await isDeleted(ifMatch: etag)
    }

    private func isDeleted(ifMatch etag: String) async throws -> Bool {
        var request = bucket.request(.DELETE, purpose: .deleting, key: path(.deletion))
        request.headers = S3Condition.matches(etag).headers
        request.isTrial = true
        _ = try await bucket.session.send(request)
        return try await bucket.head(path(.deletion)) == nil
    }

    // MARK: - Writes

    private func path(_ key: Key, _ number: Int = 0) -> String { "\(root)/\(key)-\(number)" }

    private func written(_ key: Key, text: String) async throws -> String {
        let outcome = try await bucket.put(path(key), body: .bytes(Array(text.utf8)))
        guard let etag = outcome.etag else { throw CancellationError() }
        return etag
    }

    private func meaning(
        _ key: Key, text: String, condition: S3Condition, number: Int = 0
    ) async throws -> StoreMeaning {
        var request = bucket.request(.PUT, purpose: .writing, key: path(key, number))
        request.content = StoreContent(Array(text.utf8))
        request.headers = condition.headers
        request.isTrial = true
        return try await bucket.session.send(request).meaning
    }

    private func isRefused(
        _ key: Key, text: String, condition: S3Condition, verdict: inout S3Verdict
    ) async throws -> Bool {
        switch try await meaning(key, text: text, condition: condition) {
        case .refused, .missing: return true
        case .success: return false
        default:
            verdict.takesConditions = false
            return false
        }
    }

    func clear() async {
        for key in Key.allCases {
            for number in 0..<(key == .race ? Self.races : 1) { _ = try? await bucket.delete(path(key, number)) }
        }
    }
}
