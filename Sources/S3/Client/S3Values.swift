/// What a store says of an object. Times are seconds since 1970-01-01T00:00:00Z by the store's clock.
package struct S3ObjectFacts: Sendable, Hashable {
    /// The version of its content, without quotation marks.
    package var etag: String
    /// Its size in bytes.
    package var size: Int
    /// When it was written.
    package var lastModified: Int?
    /// The writer's own words about it, names in small letters without `x-amz-meta-`.
    package var metadata: [String: String] = [:]
    /// When the store gave this answer.
    package var answeredAt: Int?

    /// How many seconds old it was when the store answered, by the store's clock alone; nil where an answer lacks a time.
    package var age: Int? {
        guard let answeredAt, let lastModified else { return nil }
        return max(0, answeredAt - lastModified)
    }

    /// What the writer called the commit that it belongs to (see ``S3Attributes/commit``).
    package var commit: String? { metadata[S3Attributes.commitName] }
    /// The SHA-256 of its bytes, in hexadecimal, as its writer told.
    package var sha256: String? { metadata[S3Attributes.sha256Name] }
}

/// What an object is to have for content.
package enum S3Payload: Sendable, Hashable {
    /// These bytes.
    case bytes([UInt8])
    /// All of a file, which is streamed; `sha256` in hexadecimal.
    case file(path: String, size: Int, sha256: String)
}

/// What must hold of a key for a write to happen.
package enum S3Condition: Sendable, Hashable {
    /// Nothing: the object is written whatever is there.
    case none
    /// Nothing is there.
    case absent
    /// The object that is there has this ETag.
    case matches(String)
}

/// How a write ended.
package enum S3PutOutcome: Sendable, Hashable {
    /// The object is there, with this ETag; perhaps an earlier attempt whose answer was lost wrote it.
    case written(etag: String)
    /// The condition does not hold; what is there instead, nil for nothing.
    case refused(S3ObjectFacts?)

    /// The ETag of what was written; nil if it was refused.
    package var etag: String? {
        if case .written(let etag) = self { etag } else { nil }
    }
}

/// What is kept with an object.
package struct S3Attributes: Sendable, Hashable {
    static let commitName = "commit"
    static let sha256Name = "sha256"

    /// What its content is.
    package var contentType: String
    /// Words of its writer, with names in small letters; the SHA-256 is added to them under `sha256`.
    package var metadata: [String: String]
    /// Which commit it belongs to; by it a writer whose answer was lost knows its own object.
    package var commit: String? {
        get { metadata[Self.commitName] }
        set { metadata[Self.commitName] = newValue }
    }
    /// Whether it is meant to stay as it is, and so gets the storage class of the settings.
    package var isFinal: Bool

    /// Attributes.
    package init(
        contentType: String = "application/octet-stream", metadata: [String: String] = [:], commit: String? = nil,
        isFinal: Bool = false
    ) {
        (self.contentType, self.metadata, self.isFinal) = (contentType, metadata, isFinal)
        if let commit { self.commit = commit }
    }

    /// Those of a compressed file. There is never a content encoding: what unpacks by itself would break readers.
    package static func gzip(commit: String? = nil, isFinal: Bool = false) -> S3Attributes {
        S3Attributes(contentType: "application/gzip", commit: commit, isFinal: isFinal)
    }

    /// Those of JSON.
    package static func json(commit: String? = nil, isFinal: Bool = false) -> S3Attributes {
        S3Attributes(contentType: "application/json", commit: commit, isFinal: isFinal)
    }
}
