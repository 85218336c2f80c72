internal import AsyncHTTPClient
internal import Disk
internal import NIOCore
internal import NIOHTTP1

/// A request to a store before it is signed: each attempt gets a signature of its own.
struct StoreRequest: Sendable {
    /// What it is for, in messages.
    struct Purpose: Sendable {
        /// What is done, as in "denied writing".
        let words: String
        /// The right that it takes. A store tells that an object is missing only to those who may list.
        let right: String

        static let reading = Purpose(words: "reading", right: "s3:GetObject (and s3:ListBucket for the bucket)")
        static let writing = Purpose(words: "writing", right: "s3:PutObject")
        static let deleting = Purpose(words: "deleting", right: "s3:DeleteObject")
        static let listing = Purpose(words: "listing the objects of", right: "s3:ListBucket")
        static let listingUploads = Purpose(
            words: "listing the unfinished uploads of", right: "s3:ListBucketMultipartUploads")
        static let aborting = Purpose(words: "aborting an upload of", right: "s3:AbortMultipartUpload")
        static let listingVersions = Purpose(words: "listing the versions of", right: "s3:ListBucketVersions")
        static let deletingVersions = Purpose(words: "deleting an old version of", right: "s3:DeleteObjectVersion")
    }

    var method: HTTPMethod
    let purpose: Purpose
    /// The whole key; nil for the bucket.
    var key: String?
    /// Names and values, not encoded.
    var query: [(name: String, value: String)] = []
    /// Headers that are signed.
    var headers: [(name: String, value: String)] = []
    var content = StoreContent.none
    /// Whether a conflict with another writer is a reason to try again.
    var repeatsConflicts = true
    /// Whether it is to be seen what the store makes of it: that the store does not know it is an answer then.
    var isTrial = false
    /// Whether the store need not know the request: that it does not is an answer then, and nothing else is.
    var mayBeUnknown = false

    init(_ method: HTTPMethod, _ purpose: Purpose, key: String? = nil) {
        (self.method, self.purpose, self.key) = (method, purpose, key)
    }

    /// Makes of a HEAD the smallest GET, whose refusal says why.
    var speaking: StoreRequest {
        var request = self
        request.method = .GET
        request.headers.append((name: "range", value: "bytes=0-0"))
        return request
    }
}

/// The payload of a request.
struct StoreContent: Sendable {
    private enum Source: Sendable {
        case nothing
        case bytes([UInt8])
        case file(OpenFile, offset: Int)
    }

    private let source: Source
    /// The number of bytes.
    let size: Int
    /// Their SHA-256 in hexadecimal.
    let sha256: String

    static let none = StoreContent(source: .nothing, size: 0, sha256: SHA256Text.ofNothing)

    private init(source: Source, size: Int, sha256: String) {
        (self.source, self.size, self.sha256) = (source, size, sha256)
    }

    /// These bytes.
    init(_ bytes: [UInt8]) {
        self.init(source: .bytes(bytes), size: bytes.count, sha256: SHA256Text.hexadecimal(bytes))
    }

    /// A part of a file.
    init(_ file: OpenFile, offset: Int, count: Int, sha256: String) {
        self.init(source: .file(file, offset: offset), size: count, sha256: sha256)
    }

    /// What an object is to have for content.
    init(_ payload: S3Payload) throws {
        switch payload {
        case .bytes(let bytes): self.init(bytes)
        case .file(let path, let size, let sha256):
            self.init(try OpenFile(path, .read), offset: 0, count: size, sha256: sha256)
        }
    }

    /// Returns the body that is sent over connections of a loop; nil for none.
    func body(on loop: any EventLoop) -> HTTPClientRequest.Body? {
        switch source {
        case .nothing: nil
        case .bytes(let bytes): .bytes(ByteBuffer(bytes: bytes))
        case .file where size == 0: .bytes(ByteBuffer())
        case .file(let file, let offset):
            .stream(FilePieces(file: file, offset: offset, count: size, loop: loop), length: .known(Int64(size)))
        }
    }
}
