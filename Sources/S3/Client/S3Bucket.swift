package import ETL

/// A bucket of an object store, under a prefix: keys are given and returned relative to it.
///
/// Each call repeats what can be repeated: answers of 429 and 5xx and broken connections are waited out with growing
/// pauses, each attempt is signed anew, and a write whose answer was lost is looked for before it counts as refused.
/// Errors are ``ETLError``: ``ETLError/Code/token`` where the store refuses the credentials or a right is missing,
/// ``ETLError/Code/files`` where it cannot be reached or keeps failing, ``ETLError/Code/configuration`` for a bucket that
/// does not exist.
package final class S3Bucket: Sendable {
    /// Where it is.
    package let settings: S3Settings

    /// A bucket.
    ///
    /// - Parameters:
    ///   - settings: where the bucket is.
    ///   - credentials: what signs requests, such as ``S3CredentialChain``.
    ///   - connections: what requests go through; ``shutdown()`` closes them.
    ///   - patience: how failed requests are repeated.
    package init(
        settings: S3Settings, credentials: any S3CredentialsProvider, connections: S3Connections,
        patience: S3Patience = S3Patience()
    ) {
        self.settings = settings
    }

    /// Closes all connections. The bucket is of no use afterwards.
    package func shutdown() async { fatalError("to be written") }

    /// Looks at an object; nil if it is missing.
    package func head(_ key: String) async throws -> S3ObjectFacts? { fatalError("to be written") }

    /// Reads an object; nil if it is missing.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - etag: the version that is wanted; another one is an error with ``ETLError/Code/tryLater``.
    ///   - offset: the first byte that is wanted.
    /// - Returns: its facts and its content.
    /// - Throws: ``ETLError``.
    package func read(_ key: String, ifMatch etag: String? = nil, from offset: Int? = nil) async throws -> S3Body? {
        fatalError("to be written")
    }

    /// Reads a small object as a whole; nil if it is missing.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - limit: the most bytes that it may have.
    /// - Returns: its facts and its content.
    /// - Throws: ``ETLError``, also for an object that is larger.
    package func bytes(of key: String, limit: Int) async throws -> (facts: S3ObjectFacts, bytes: [UInt8])? {
        fatalError("to be written")
    }

    /// Writes an object, whole or not at all.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - body: its content.
    ///   - condition: what must be there before.
    ///   - attributes: what is kept with it.
    /// - Returns: whether it was written. An object that carries the same commit or the same SHA-256 counts as written,
    ///   whoever wrote it.
    /// - Throws: ``ETLError``.
    package func put(
        _ key: String, _ body: S3Payload, _ condition: S3Condition = .none, _ attributes: S3Attributes = S3Attributes()
    ) async throws -> S3PutOutcome { fatalError("to be written") }

    /// Lists objects in the order of their keys, page by page.
    ///
    /// - Parameters:
    ///   - prefix: what their keys begin with.
    ///   - delimiter: whether keys are listed up to their next slash only.
    ///   - key: the key behind which the listing begins.
    /// - Returns: the pages.
    package func pages(prefix: String = "", delimiter: Bool = false, after key: String? = nil) -> S3Pages<S3Page> {
        fatalError("to be written")
    }

    /// Deletes an object.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - etag: the version that may be deleted. Only stores whose ``S3Verdict`` says so obey it.
    /// - Returns: false if another version is there; true if the object is gone, or never was.
    /// - Throws: ``ETLError``.
    package func delete(_ key: String, ifMatch etag: String? = nil) async throws -> Bool {
        fatalError("to be written")
    }

    /// Uploads the parts of a file without completing the object: nothing is visible. Parts go side by side, streamed from
    /// the disk. A file of any size can be uploaded so; one of up to 64 MiB has one part.
    ///
    /// - Parameters:
    ///   - key: the key that the object will have.
    ///   - path: the file.
    ///   - size: the number of its bytes.
    ///   - sha256: the SHA-256 of all of it, in hexadecimal.
    ///   - attributes: what will be kept with the object.
    /// - Returns: the upload, for ``complete(_:_:_:)``.
    /// - Throws: ``ETLError``; the upload is aborted then.
    package func upload(
        _ key: String, file path: String, size: Int, sha256: String, _ attributes: S3Attributes = S3Attributes()
    ) async throws -> S3Upload { fatalError("to be written") }

    /// Begins a multipart upload.
    ///
    /// - Returns: what the store calls it.
    package func begin(_ key: String, _ attributes: S3Attributes = S3Attributes()) async throws -> String {
        fatalError("to be written")
    }

    /// Uploads one part of a multipart upload.
    ///
    /// - Throws: ``ETLError``; with ``ETLError/Code/tryLater`` if the upload is gone.
    package func part(_ number: Int, of key: String, _ uploadID: String, _ body: S3Payload) async throws -> S3Part {
        fatalError("to be written")
    }

    /// Makes an object of an upload's parts, whole or not at all.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - upload: the upload with all of its parts.
    ///   - condition: what must be there before.
    /// - Returns: whether it was written, by the same rules as ``put(_:_:_:_:)``.
    /// - Throws: ``ETLError``.
    package func complete(
        _ key: String, _ upload: S3Upload, _ condition: S3Condition = .none
    ) async throws -> S3Completion { fatalError("to be written") }

    /// Gives an upload up; one that is gone already is no failure.
    package func abort(_ key: String, _ uploadID: String) async throws { fatalError("to be written") }

    /// Lists the uploads that are not completed.
    package func uploads(prefix: String = "") -> S3Pages<S3UploadPage> { fatalError("to be written") }

    /// Finds out, with small objects under a folder that are removed again, what the store can be relied on for.
    ///
    /// - Parameter folder: where the objects are written, without a slash at its end.
    /// - Returns: what was seen.
    /// - Throws: ``ETLError`` where the store cannot be used at all.
    package func probe(under folder: String = "_staging") async throws -> S3Verdict { fatalError("to be written") }

    /// Takes up what a probe found, be it an earlier one: checksums are sent only to a store that takes them.
    package func use(_ verdict: S3Verdict) { fatalError("to be written") }
}
