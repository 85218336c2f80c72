internal import ETL
internal import NIOCore
internal import NIOHTTP1

/// Objects as wholes.
extension S3Bucket {
    /// Looks at an object; nil if it is missing.
    package func head(_ key: String) async throws -> S3ObjectFacts? {
        let request = request(.HEAD, purpose: .reading, key: key)
        let (answer, meaning) = try await session.send(request)
        if meaning == .missing { return nil }
        guard meaning == .success, let facts = answer.facts else {
            throw unexpected(request, answer: answer, meaning: meaning)
        }
        return facts
    }

    /// Reads an object; nil if it is missing.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - etag: the version that is wanted; another one is an error with ``ETLError/Code/tryLater``.
    ///   - offset: the first byte that is wanted.
    /// - Returns: its facts and its content.
    /// - Throws: ``ETLError``.
    package func read(_ key: String, ifMatch etag: String? = nil, from offset: Int? = nil) async throws -> S3Body? {
        var request = request(.GET, purpose: .reading, key: key)
        if let etag { request.headers += S3Condition.matches(etag).headers }
        if let offset, offset > 0 { request.headers.append((name: "range", value: "bytes=\(offset)-")) }
        let (answer, meaning) = try await session.send(request, streaming: true)
        switch meaning {
        case .missing: return nil
        case .refused: throw Self.changed
        case .success:
            guard let facts = answer.facts else { throw unexpected(request, answer: answer, meaning: meaning) }
            // A store that does not know ranges would send the beginning once more.
            guard answer.status == 206 || offset ?? 0 == 0 else {
                throw unexpected(request, answer: answer, meaning: .unsupported)
            }
            return body(facts, of: key, from: offset ?? 0, answer)
        case .outOfRange:
            guard let facts = try await head(key) else { return nil }
            guard etag == nil || etag == facts.etag else { throw Self.changed }
            return body(facts, of: key, from: facts.size, nil)
        default: throw unexpected(request, answer: answer, meaning: meaning)
        }
    }

    private func body(_ facts: S3ObjectFacts, of key: String, from offset: Int, _ answer: StoreAnswer?) -> S3Body {
        let endpoint = StoreAddress(settings, region: settings.region).endpoint
        return S3Body(facts: facts, offset: offset, stream: answer?.stream, endpoint: endpoint) {
            [self] offset, failures, fault in
            let patience = session.patience
            guard failures < patience.attempts else {
                throw StoreFailure(
                    settings: settings, region: settings.region, request: request(.GET, purpose: .reading, key: key)
                ).error(.failing(fault.detail), nil, hiding: [])
            }
            try await Task.sleep(for: patience.pause(after: failures, wish: nil, chance: .random(in: 0...1)))
            return try await read(key, ifMatch: facts.etag, from: offset)
        }
    }

    private static var changed: ETLError {
        ETLError(.tryLater, "An object was replaced while it was read", advice: "Run again")
    }

    /// Reads a small object as a whole; nil if it is missing.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - limit: the most bytes that it may have.
    /// - Returns: its facts and its content.
    /// - Throws: ``ETLError``, also for an object that is larger.
    package func bytes(of key: String, limit: Int) async throws -> (facts: S3ObjectFacts, bytes: [UInt8])? {
        guard let body = try await read(key) else { return nil }
        guard body.facts.size <= limit else {
            throw ETLError(
                .files, scope: .run,
                "s3://\(settings.bucket)/\(ShownText.line(settings.location.key(key))) has \(body.facts.size.counted("byte")), "
                    + "far more than this program writes there",
                advice: "Look at what it is, move it elsewhere and run again")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.facts.size)
        for try await piece in body { bytes += piece.readableBytesView }
        return (body.facts, bytes)
    }

    /// Writes an object, whole or not at all.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - body: its content.
    ///   - condition: what must be there before.
    ///   - attributes: what is kept with it.
    /// - Returns: whether it was written. An object that carries the same commit or the same SHA-256 counts as written,
    ///   by whatever writer.
    /// - Throws: ``ETLError``.
    package func put(
        _ key: String, body: S3Payload, condition: S3Condition = .none, attributes: S3Attributes = S3Attributes()
    ) async throws -> S3PutOutcome {
        var request = request(.PUT, purpose: .writing, key: key)
        request.content = try StoreContent(body)
        let sha256 = request.content.sha256
        request.headers = attributes.headers(settings, sha256: sha256) + condition.headers
        if session.takesChecksums, let checksum = SHA256Text.base64(sha256) {
            request.headers.append((name: "x-amz-checksum-sha256", value: checksum))
        }
        let (answer, meaning) = try await session.send(request)
        switch meaning {
        case .success:
            if let etag = answer.etag { return .written(etag: etag) }
            guard let facts = try await head(key) else { throw unexpected(request, answer: answer, meaning: meaning) }
            return .written(etag: facts.etag)
        case .refused, .missing:
            guard condition != .none else { throw unexpected(request, answer: answer, meaning: meaning) }
            return try await outcome(of: key, commit: attributes.commit, sha256: sha256)
        default: throw unexpected(request, answer: answer, meaning: meaning)
        }
    }

    /// Looks whether what is under a key is what this writer, or its twin, wrote.
    func outcome(of key: String, commit: String?, sha256: String?) async throws -> S3PutOutcome {
        guard let facts = try await head(key) else { return .refused(nil) }
        let isOwn = (commit != nil && facts.commit == commit) || (sha256 != nil && facts.sha256 == sha256)
        return isOwn ? .written(etag: facts.etag) : .refused(facts)
    }

    /// Deletes one version of an object for good; one that is gone already is no failure.
    ///
    /// - Throws: ``ETLError``, with the code `token` where it is kept by a lock, or the right is missing.
    package func deleteVersion(_ version: S3ObjectVersion) async throws {
        var request = request(.DELETE, purpose: .deletingVersions, key: version.key)
        request.query = [(name: "versionId", value: version.id)]
        let (answer, meaning) = try await session.send(request)
        guard [.success, .missing].contains(meaning) else {
            throw unexpected(request, answer: answer, meaning: meaning)
        }
    }

    /// Deletes an object.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - etag: the version that may be deleted. Only stores whose ``S3Verdict`` says so obey it.
    /// - Returns: false if another version is there; true if the object is gone, or never was.
    /// - Throws: ``ETLError``.
    package func delete(_ key: String, ifMatch etag: String? = nil) async throws -> Bool {
        var request = request(.DELETE, purpose: .deleting, key: key)
        if let etag { request.headers += S3Condition.matches(etag).headers }
        let (answer, meaning) = try await session.send(request)
        switch meaning {
        case .success, .missing: return true
        // Some stores refuse to delete what is missing.
        case .refused: return try await head(key) == nil
        default: throw unexpected(request, answer: answer, meaning: meaning)
        }
    }
}
