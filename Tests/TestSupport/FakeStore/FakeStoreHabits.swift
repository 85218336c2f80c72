/// How a ``FakeStore`` differs from a store that does all it should. Each is a habit of a real store.
package struct FakeStoreHabits: Sendable {
    /// What is answered to `If-Match` on a key that is missing.
    package enum Missing: Sendable {
        /// 404, as AWS does.
        case notFound
        /// 412, as Ceph does.
        case preconditionFailed
        /// The object is written, as MinIO did.
        case written
    }

    /// What becomes of checksum headers.
    package enum Checksums: Sendable {
        case taken
        /// 501, as R2 and OVH answered.
        case notImplemented
        /// 400, as Ceph answered.
        case invalid
    }

    /// Conditions of PUT are not looked at, and the answer is 200: two owners of one name, every time.
    package var ignoresConditions = false
    /// Conditions of CompleteMultipartUpload are not looked at.
    package var completionIgnoresConditions = false
    /// Conditions are answered with 501.
    package var refusesConditions = false
    /// What `If-Match` means where nothing is.
    package var ifMatchOnMissing = Missing.notFound
    /// DELETE does not look at `If-Match`, and deletes.
    package var deleteIgnoresIfMatch = false
    /// The number of creates of one key that all win if they come at once, as three did in SeaweedFS before 4.17.
    package var racingCreates: Int?
    /// What becomes of checksum headers.
    package var checksums = Checksums.taken
    /// The least time between two writes of one key, in milliseconds; others get 429, as with R2.
    package var writeInterval: Int?
    /// How many seconds the store's clock is ahead.
    package var skew = 0
    /// The time at which its clock stands still, in Unix seconds; nil for one that goes.
    package var stillAt: Int?
    /// What its clock shows.
    var now: Int { (stillAt ?? FakeTime.now()) + skew }
    /// Whether a cache in between adds an `Age` to answers, so that `Date` is not the time of the answer.
    package var sendsAge = false
    /// Where the bucket is.
    package var region = "us-east-1"
    /// What is answered to a signature for another region: 301, or 400 with the region in a document.
    package var redirectStatus = 301
    /// Session tokens that are over.
    package var expiredTokens: Set<String> = []
    /// The most objects of a page.
    package var pageSize = 1000
    /// Keys in listings are not encoded, although that was asked for.
    package var ignoresEncodingType = false

    /// Whether what is replaced or deleted is kept, each under a version's name.
    package var keepsVersions = false
    /// Whether a lock keeps versions from being deleted.
    package var locksVersions = false

    /// A store that does all that it should.
    package init() {}

    /// The same with something changed.
    package static func with(_ change: (inout FakeStoreHabits) -> Void) -> FakeStoreHabits {
        var habits = FakeStoreHabits()
        change(&habits)
        return habits
    }
}

/// An accident that befalls a request to a ``FakeStore``.
package enum FakeDisruption: Sendable {
    /// It is not done, and this is answered.
    case answer(status: Int, code: String)
    /// The connection is closed after that number of bytes of the request's body; it is not done.
    case cutRequest(after: Int)
    /// It is done, and the connection is closed without an answer.
    case loseAnswer
    /// It is done, and this is answered all the same.
    case answerAnyway(status: Int, code: String)
    /// It is done, and the connection is closed after that number of bytes of the answer's body.
    case cutAnswer(after: Int)
    /// Nothing is ever answered, and it is not done.
    case silence
}

/// A request to a ``FakeStore``.
package struct FakeStoreRequest: Sendable {
    /// What is asked for.
    package enum Kind: Sendable, Hashable {
        case getObject, headObject, putObject, deleteObject, listObjects
        case createUpload, uploadPart, completeUpload, abortUpload, listUploads
        case listVersions, deleteVersion
        case other
    }

    /// Its place in the order of arrival, from 0.
    package let number: Int
    package let kind: Kind
    /// Which one of its kind for its key it is, from 1.
    package let attempt: Int
    package let method: String
    /// Path and query as they were sent.
    package let target: String
    /// The key, decoded; empty for the bucket.
    package let key: String
    /// The query, decoded.
    package let query: [String: String]
    /// The headers, names in small letters.
    package let headers: [String: String]
}
