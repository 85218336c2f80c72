/// A part of a multipart upload that the store has.
package struct S3Part: Sendable, Hashable, Codable {
    /// Its place, from 1.
    package var number: Int
    /// What the store calls its content.
    package var etag: String
    /// Its SHA-256 in Base64, where the store keeps checksums; completing names it again.
    package var checksum: String?
}

/// A multipart upload all of whose parts the store has, and which nobody sees before it is completed. Another process,
/// on another machine, can complete it.
package struct S3Upload: Sendable, Hashable, Codable {
    /// What the store calls it.
    package var id: String
    /// Its parts in order.
    package var parts: [S3Part]
    /// The commit that its object will belong to.
    package var commit: String?
    /// The SHA-256 of the whole object, in hexadecimal.
    package var sha256: String?

    /// An upload.
    package init(id: String, parts: [S3Part] = [], commit: String? = nil, sha256: String? = nil) {
        (self.id, self.parts, self.commit, self.sha256) = (id, parts, commit, sha256)
    }
}

/// How completing an upload ended.
package enum S3Completion: Sendable, Hashable {
    /// The object is there, with this ETag.
    case written(etag: String)
    /// The condition does not hold; what is there instead, nil for nothing. The upload is still there.
    case refused(S3ObjectFacts?)
    /// The upload cannot be used any more, after a conflict or because somebody aborted it, and its object was not
    /// written: the caller aborts it all the same, since some stores keep it, and uploads the parts to a new one.
    case lost
}

/// An upload that is not completed yet, as the store lists it.
package struct S3PendingUpload: Sendable, Hashable {
    /// Its key, relative to the prefix.
    package var key: String
    /// What the store calls it.
    package var id: String
    /// When it was begun, in seconds since 1970-01-01T00:00:00Z by the store's clock.
    package var initiated: Int?
}
