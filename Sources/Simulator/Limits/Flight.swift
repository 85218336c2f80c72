import Synchronization

/// A request under way. It ends once: when the last bytes are about to go out, when its connection closes, or when nobody
/// holds it any longer.
final class Flight: Sendable {
    private let onEnd: Mutex<(@Sendable () -> Void)?>

    init(_ onEnd: @escaping @Sendable () -> Void) {
        self.onEnd = Mutex(onEnd)
    }

    deinit {
        end()
    }

    func end() {
        onEnd.withLock { action in
            defer { action = nil }
            return action
        }?()
    }
}
