internal import Synchronization

/// Sentences for the person who runs the program, about things that failed nothing.
final class Notices: Sendable {
    private let sentences = Mutex<[String]>([])

    /// All of them, in order.
    var all: [String] { sentences.withLock { $0 } }

    /// Adds one, unless it is there already.
    func add(_ sentence: String) {
        sentences.withLock { if !$0.contains(sentence) { $0.append(sentence) } }
    }
}
