internal import Synchronization

/// Passes parts from the task that receives them to the task that works on them, a few at a time, and measures how long
/// the receiver had to wait for the worker.
final class BoundedChannel<Part: Sendable>: Sendable {
    private typealias Reader = CheckedContinuation<Part?, any Error>
    private typealias Writer = CheckedContinuation<Void, any Error>

    private struct State {
        var parts: [Part] = []
        var ending: Result<Void, any Error>?
        var reader: Reader?
        var writer: Writer?
        var waitingSince: ContinuousClock.Instant?
        var waited = Duration.zero

        mutating func admitWriter() -> Writer? {
            if let since = waitingSince { waited += since.duration(to: .now) }
            waitingSince = nil
            return writer.take()
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = 4) { self.capacity = capacity }

    /// How long the receiver has waited for the worker.
    var waited: Duration {
        state.withLock { $0.waited + ($0.waitingSince?.duration(to: .now) ?? .zero) }
    }

    /// Adds a part, waiting while there are enough of them. There may be one sender.
    func send(_ part: Part) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (writer: Writer) in
                let resume = state.withLock { state -> (reader: Reader?, writer: Result<Void, any Error>?) in
                    if let ending = state.ending { return (nil, ending) }
                    if let reader = state.reader.take() { return (reader, .success(())) }
                    state.parts.append(part)
                    if state.parts.count < capacity { return (nil, .success(())) }
                    state.writer = writer
                    state.waitingSince = .now
                    return (nil, nil)
                }
                resume.reader?.resume(returning: part)
                if let result = resume.writer { writer.resume(with: result) }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }

    /// Ends the parts; the first ending counts. A failure overtakes the parts that are still waiting.
    func finish(_ ending: Result<Void, any Error>) {
        let (reader, writer) = state.withLock { state -> (Reader?, Writer?) in
            guard state.ending == nil else { return (nil, nil) }
            state.ending = ending
            return (state.reader.take(), state.admitWriter())
        }
        reader?.resume(with: ending.map { nil })
        writer?.resume(with: ending)
    }

    /// The next part, or nil at the end. There may be one reader.
    func next() async throws -> Part? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (reader: Reader) in
                let outcome = state.withLock { state -> (result: Result<Part?, any Error>?, writer: Writer?) in
                    if case .failure(let error) = state.ending { return (.failure(error), nil) }
                    if !state.parts.isEmpty { return (.success(state.parts.removeFirst()), state.admitWriter()) }
                    if state.ending != nil { return (.success(nil), nil) }
                    state.reader = reader
                    return (nil, nil)
                }
                outcome.writer?.resume()
                if let result = outcome.result { reader.resume(with: result) }
            }
        } onCancel: {
            finish(.failure(CancellationError()))
        }
    }
}
