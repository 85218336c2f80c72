package import NIOCore

/// The content of an object as it arrives. Where the connection breaks, the rest is asked for, of the same version only.
package struct S3Body: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    package typealias Failure = any Error

    /// The object, of which this is the content from where it was asked for.
    package let facts: S3ObjectFacts
    let start: Int
    let first: S3Stream
    /// Asks for the same version from an offset on.
    let resume: @Sendable (_ offset: Int, _ failures: Int) async throws -> S3Stream

    package func makeAsyncIterator() -> Iterator {
        Iterator(offset: start, end: facts.size, stream: first, resume: resume)
    }

    /// Brings the content piece by piece.
    package struct Iterator: AsyncIteratorProtocol {
        var offset: Int
        let end: Int
        var stream: S3Stream
        let resume: @Sendable (_ offset: Int, _ failures: Int) async throws -> S3Stream

        package mutating func next() async throws -> ByteBuffer? { fatalError("to be written") }
    }
}

/// The bytes of one answer.
struct S3Stream: Sendable {}
