internal import Foundation

/// Calls of the system that a signal may interrupt.
enum SystemCall {
    /// Repeats a call for as long as it fails because a signal came.
    static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }
}
