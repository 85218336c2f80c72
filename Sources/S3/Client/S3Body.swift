internal import AsyncHTTPClient
internal import ETL
package import NIOCore

/// The content of an object as it arrives. Where the connection breaks, the rest is asked for, of the same version only.
package struct S3Body: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    package typealias Failure = any Error
    /// Asks for the same version from an offset on, after a number of failures that brought nothing.
    typealias Resume = @Sendable (_ offset: Int, _ failures: Int, _ fault: ConnectionFault) async throws -> S3Body?

    /// The object, of which this is the content from where it was asked for.
    package let facts: S3ObjectFacts
    let offset: Int
    let stream: HTTPClientResponse.Body?
    let endpoint: S3Endpoint
    let resume: Resume

    package func makeAsyncIterator() -> Iterator { Iterator(self) }

    /// Brings the content piece by piece.
    package struct Iterator: AsyncIteratorProtocol {
        private let body: S3Body
        private var offset: Int
        private var stream: HTTPClientResponse.Body.AsyncIterator?
        private var failures = 0

        fileprivate init(_ body: S3Body) {
            (self.body, offset, stream) = (body, body.offset, body.stream?.makeAsyncIterator())
        }

        /// The next piece; nil at the end of the object.
        ///
        /// - Throws: `ETLError`, also if another version took the object's place before the rest could be asked for.
        @concurrent package mutating func next() async throws -> ByteBuffer? {
            while offset < body.facts.size {
                do {
                    if let piece = try await stream?.next() {
                        offset += piece.readableBytes
                        failures = 0
                        return piece
                    }
                    throw ConnectionFault(.cut, "broke off its answer")
                } catch {
                    try Task.checkCancellation()
                    stream = nil
                    failures += 1
                    let fault = ConnectionFault(error, with: body.endpoint)
                    guard let rest = try await body.resume(offset, failures, fault) else { throw Self.gone }
                    stream = rest.stream?.makeAsyncIterator()
                }
            }
            return nil
        }

        private static var gone: ETLError {
            ETLError(.tryLater, "An object was deleted while it was read", advice: "Run again")
        }
    }
}
