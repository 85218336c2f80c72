/// An object as a listing has it.
package struct S3ListedObject: Sendable, Hashable {
    /// Its key, relative to the prefix.
    package var key: String
    /// Its size in bytes.
    package var size: Int
    /// The version of its content, without quotation marks.
    package var etag: String
    /// When it was written, in seconds since 1970-01-01T00:00:00Z by the store's clock.
    package var lastModified: Int?
}

/// A page of a listing, at most a thousand entries. Keys and prefixes are relative to the prefix of the settings.
package struct S3Page: Sendable, Hashable {
    /// The objects, by key.
    package var objects: [S3ListedObject] = []
    /// What keys have in common up to the next slash, where that was asked for.
    package var commonPrefixes: [String] = []
    /// When the store gave this answer.
    package var answeredAt: Int?
}

/// A page of uploads that are not completed.
package struct S3UploadPage: Sendable, Hashable {
    /// The uploads, by key.
    package var uploads: [S3PendingUpload] = []
    /// When the store gave this answer.
    package var answeredAt: Int?
}

/// A version of an object, in a bucket that keeps them.
package struct S3ObjectVersion: Sendable, Hashable {
    /// Its key, relative to the prefix.
    package var key: String
    /// Its name among the versions of its key.
    package var id: String
    /// Whether it is what a reader of the key gets.
    package var isLatest: Bool
}

/// Pages of a listing, each of which is asked for when it is wanted; only one is in memory.
package struct S3Pages<Page: Sendable>: AsyncSequence, AsyncIteratorProtocol, Sendable {
    package typealias Element = Page
    package typealias Failure = any Error
    typealias Turn = @Sendable (_ marker: S3Marker?) async throws -> (page: Page, next: S3Marker?)

    private let turn: Turn
    private var marker: S3Marker?
    private var isOver = false

    init(turn: @escaping Turn) { self.turn = turn }

    package func makeAsyncIterator() -> Self { self }

    /// Asks for the next page; nil behind the last.
    package mutating func next() async throws -> Page? {
        if isOver { return nil }
        let (page, next) = try await turn(marker)
        marker = next
        isOver = next == nil
        return page
    }
}

/// What a query has for the next page of a listing: a key or token, and of uploads and versions an id.
typealias S3Marker = [String: String]
