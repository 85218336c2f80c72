/// Whether a source takes the last second of a window that it is asked for as part of it.
///
/// Windows of this program always include both ends. A source that leaves the end out is asked for one second more.
public enum WindowEnds: String, Sendable, CaseIterable, Codable {
    /// Both ends belong to the window.
    case inclusive
    /// The window ends before the second that is named as its end.
    case exclusive

    /// The second that a request names as the end of a window.
    ///
    /// - Parameter window: the window whose rows are wanted.
    /// - Returns: its last second, or the one after it.
    public func requestedEnd(of window: Window) -> LocalTime {
        switch self {
        case .inclusive: window.last
        case .exclusive: window.last + 1
        }
    }
}
