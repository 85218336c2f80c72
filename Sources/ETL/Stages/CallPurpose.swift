/// Why a request is made, for whoever counts requests.
public enum CallPurpose: String, Sendable, Codable, CaseIterable {
    /// A window is asked for the first time.
    case first
    /// A window is part of one that was too large.
    case split
    /// A request failed and is made again.
    case retry
    /// An answer without rows was too unlikely to be believed.
    case emptyCheck = "empty_check"
}
