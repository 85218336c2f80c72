internal import Disk
internal import ETL
internal import NIOHTTP1

/// Objects in parts.
extension S3Bucket {
    private static let smallestPart = 16 << 20
    private static let mostParts = 10_000
    private static let partsAtOnce = 4

    /// Uploads the parts of a file without completing the object: nothing is visible. Parts go side by side, streamed from
    /// the disk.
    ///
    /// - Parameters:
    ///   - key: the key that the object will have.
    ///   - path: the file.
    ///   - size: the number of its bytes.
    ///   - sha256: the SHA-256 of all of it, in hexadecimal.
    ///   - attributes: what will be kept with the object.
    /// - Returns: the upload, for ``complete(_:upload:condition:)``.
    /// - Throws: ``ETLError``; the upload is aborted then, if it can be.
    package func upload(
        _ key: String, file path: String, size: Int, sha256: String, _ attributes: S3Attributes = S3Attributes()
    ) async throws -> S3Upload {
        let file = try OpenFile(path, .read)
        let partSize = max(Self.smallestPart, (size + Self.mostParts - 1) / Self.mostParts)
        let starts = size == 0 ? [0] : Array(stride(from: 0, to: size, by: partSize))
        var attributes = attributes
        attributes.metadata[S3Attributes.sha256Name] = sha256
        let id = try await begin(key, attributes)
        do {
            let parts = try await withThrowingTaskGroup(of: S3Part.self) { group in
                var parts: [S3Part] = []
                for (index, start) in starts.enumerated() {
                    if index >= Self.partsAtOnce, let part = try await group.next() { parts.append(part) }
                    group.addTask { [self] in
                        let count = min(partSize, size - start)
                        let hash = try SHA256Text.hexadecimal(of: file, offset: start, count: count)
                        let content = StoreContent(file, offset: start, count: count, sha256: hash)
                        return try await self.part(index + 1, of: key, uploadID: id, content: content)
                    }
                }
                for try await part in group { parts.append(part) }
                return parts
            }
            return S3Upload(
                id: id, parts: parts.sorted { $0.number < $1.number }, commit: attributes.commit, sha256: sha256)
        } catch {
            // What cannot be aborted now is aborted by a later run, or by the bucket's own rule.
            try? await abort(key, id)
            throw error
        }
    }

    /// Begins a multipart upload.
    ///
    /// - Returns: what the store calls it.
    package func begin(_ key: String, _ attributes: S3Attributes = S3Attributes()) async throws -> String {
        var request = request(.POST, purpose: .writing, key: key)
        request.query = [(name: "uploads", value: "")]
        request.headers = attributes.headers(settings, sha256: nil)
        if session.takesChecksums { request.headers.append((name: "x-amz-checksum-algorithm", value: "SHA256")) }
        let (answer, meaning) = try await session.send(request)
        guard meaning == .success, let id = StoreXML(answer.body)?.text("UploadId"), !id.isEmpty else {
            throw unexpected(request, answer: answer, meaning: meaning)
        }
        return id
    }

    /// Uploads one part of a multipart upload.
    ///
    /// - Throws: ``ETLError``; with ``ETLError/Code/tryLater`` if the upload is gone.
    package func part(_ number: Int, of key: String, uploadID: String, body: S3Payload) async throws -> S3Part {
        try await part(number, of: key, uploadID: uploadID, content: try StoreContent(body))
    }

    private func part(
        _ number: Int, of key: String, uploadID: String, content: StoreContent
    ) async throws -> S3Part {
        var request = request(.PUT, purpose: .writing, key: key)
        request.query = [(name: "partNumber", value: "\(number)"), (name: "uploadId", value: uploadID)]
        request.content = content
        let checksum = session.takesChecksums ? SHA256Text.base64(content.sha256) : nil
        if let checksum { request.headers.append((name: "x-amz-checksum-sha256", value: checksum)) }
        let (answer, meaning) = try await session.send(request)
        switch meaning {
        case .success:
            guard let etag = answer.etag else { throw unexpected(request, answer: answer, meaning: meaning) }
            return S3Part(number: number, etag: etag, checksum: checksum)
        case .uploadGone, .missing:
            throw ETLError(
                .tryLater, "Somebody else aborted an upload to s3://\(settings.bucket)/\(request.key ?? "")",
                advice: "Run again")
        default: throw unexpected(request, answer: answer, meaning: meaning)
        }
    }

    /// Makes an object of an upload's parts, whole or not at all.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - upload: the upload with all of its parts.
    ///   - condition: what must be there before.
    /// - Returns: whether it was written, by the same rules as ``put(_:body:condition:attributes:)``.
    /// - Throws: ``ETLError``.
    package func complete(
        _ key: String, upload: S3Upload, condition: S3Condition = .none
    ) async throws -> S3Completion {
        let request = completion(of: key, upload, condition)
        let (answer, meaning) = try await session.send(request)
        switch meaning {
        case .success:
            if let etag = StoreXML(answer.body)?.text("ETag") { return .written(etag: ETagText.bare(etag)) }
        case .refused, .missing, .uploadGone, .conflict: break
        default: throw unexpected(request, answer: answer, meaning: meaning)
        }
        // An earlier attempt whose answer was lost may have written it.
        switch try await outcome(of: key, commit: upload.commit, sha256: upload.sha256) {
        case .written(let etag): return .written(etag: etag)
        case .refused(let facts):
            let isRefusal = meaning == .refused || (meaning == .missing && condition != .none)
            return isRefusal ? .refused(facts) : .lost
        }
    }

    /// The request that completes an upload.
    func completion(of key: String, _ upload: S3Upload, _ condition: S3Condition) -> StoreRequest {
        var request = request(.POST, purpose: .writing, key: key)
        request.query = [(name: "uploadId", value: upload.id)]
        request.headers = [(name: "content-type", value: "application/xml")] + condition.headers
        request.content = StoreContent(Array(Self.document(of: upload).utf8))
        // AWS gives an upload up after a conflict: trying again would only find it gone.
        request.repeatsConflicts = false
        return request
    }

    private static func document(of upload: S3Upload) -> String {
        let parts = upload.parts.map { part in
            let checksum = part.checksum.map { "<ChecksumSHA256>\($0)</ChecksumSHA256>" } ?? ""
            let etag = part.etag.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            return "<Part><PartNumber>\(part.number)</PartNumber><ETag>&quot;\(etag)&quot;</ETag>\(checksum)</Part>"
        }
        return "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(parts.joined())"
            + "</CompleteMultipartUpload>"
    }

    /// Gives up an upload; it may be gone already.
    package func abort(_ key: String, _ uploadID: String) async throws {
        var request = request(.DELETE, purpose: .aborting, key: key)
        request.query = [(name: "uploadId", value: uploadID)]
        let (answer, meaning) = try await session.send(request)
        guard [.success, .missing, .uploadGone].contains(meaning) else {
            throw unexpected(request, answer: answer, meaning: meaning)
        }
    }
}
