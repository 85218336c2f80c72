import Foundation
import NIOCore

extension Channel {
    /// Makes the next close a reset, which the other side sees as an error and not as an end.
    func resetOnClose() async throws {
        guard let options = self as? any SocketOptionProvider else { return }
        try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
}
