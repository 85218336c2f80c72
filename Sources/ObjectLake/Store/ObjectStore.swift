internal import NIOCore
package import S3

/// What a lake needs of a store of objects. ``S3Bucket`` is one; tests have one in memory.
package protocol ObjectStore: Sendable {
    /// Where it is; all keys are relative to its prefix.
    var location: S3Location { get }
    /// Which store it is: places of the same name in two stores are two.
    var server: String { get }
    /// Looks at an object; nil if it is missing.
    func head(_ key: String) async throws -> S3ObjectFacts?
    /// Reads a small object as a whole; nil if it is missing.
    func bytes(of key: String, limit: Int) async throws -> (facts: S3ObjectFacts, bytes: [UInt8])?
    /// Hands over the content of one version of an object, piece by piece.
    ///
    /// - Returns: false if the object is missing.
    /// - Throws: `ETLError`, with the code `tryLater` if another version is there; what `take` throws.
    func forEachPiece(of key: String, ifMatch etag: String, _ take: ([UInt8]) throws -> Void) async throws -> Bool
    /// Writes an object, whole or not at all.
    func put(
        _ key: String, body: S3Payload, condition: S3Condition, attributes: S3Attributes
    ) async throws -> S3PutOutcome
    /// Hands over a listing in the order of keys, page by page.
    func forEachPage(below prefix: String, _ take: (S3Page) async throws -> Void) async throws
    /// The names of the folders below a prefix, which ends with a slash or with what their names begin with.
    func folders(below prefix: String) async throws -> [String]
    /// Deletes an object; false if another version than the one named is there.
    func delete(_ key: String, ifMatch etag: String?) async throws -> Bool
    /// Uploads a file without making it visible.
    func upload(
        _ key: String, file path: String, size: Int, sha256: String, _ attributes: S3Attributes
    ) async throws -> S3Upload
    /// Makes an upload visible.
    func complete(_ key: String, upload: S3Upload, condition: S3Condition) async throws -> S3Completion
    /// Gives an upload up; one that is gone already is no failure.
    func abort(_ key: String, _ uploadID: String) async throws
    /// Hands over the uploads that are not completed, page by page.
    func forEachUploadPage(below prefix: String, _ take: (S3UploadPage) async throws -> Void) async throws
    /// Hands over the versions of objects in a bucket that keeps them, page by page.
    func forEachVersionPage(below prefix: String, _ take: ([S3ObjectVersion]) async throws -> Void) async throws
    /// Deletes one version of an object for good.
    ///
    /// - Throws: `ETLError`, with the code `token` where it is kept by a lock, or the right is missing.
    func deleteVersion(_ version: S3ObjectVersion) async throws
    /// Finds out what the store can be relied on for.
    func probe(under folder: String) async throws -> S3Verdict
    /// Takes up what an earlier probe found.
    func use(_ verdict: S3Verdict)
}

extension S3Bucket: ObjectStore {
    package var location: S3Location { settings.location }
    package var server: String { settings.endpoint.map { "\($0)" } ?? settings.region }

    package func forEachPiece(
        of key: String, ifMatch etag: String, _ take: ([UInt8]) throws -> Void
    ) async throws -> Bool {
        guard let body = try await read(key, ifMatch: etag) else { return false }
        for try await piece in body { try take(Array(piece.readableBytesView)) }
        return true
    }

    package func forEachPage(below prefix: String, _ take: (S3Page) async throws -> Void) async throws {
        for try await page in pages(prefix: prefix) { try await take(page) }
    }

    package func folders(below prefix: String) async throws -> [String] {
        var found: [String] = []
        for try await page in pages(prefix: prefix, delimiter: true) {
            found += page.commonPrefixes.map { String($0.dropLast().split(separator: "/").last ?? "") }
        }
        return found
    }

    package func forEachUploadPage(below prefix: String, _ take: (S3UploadPage) async throws -> Void) async throws {
        for try await page in uploads(prefix: prefix) { try await take(page) }
    }

    package func forEachVersionPage(
        below prefix: String, _ take: ([S3ObjectVersion]) async throws -> Void
    ) async throws {
        for try await page in versions(prefix: prefix) { try await take(page) }
    }
}

extension ObjectStore {
    /// The objects whose keys begin so.
    func objects(below prefix: String) async throws -> [S3ListedObject] {
        var found: [S3ListedObject] = []
        try await forEachPage(below: prefix) { found += $0.objects }
        return found
    }

    /// Where an object is, for people.
    func url(of key: String) -> String {
        "\(location)/\(key)"
    }
}
