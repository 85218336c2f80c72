/// Why a text is no value of the wanted kind, in words that don't repeat the text.
public struct Complaint: Error, Equatable {
    /// What follows the text in the message; nil says only what was expected.
    package let reason: String?

    /// Says what was expected instead.
    public static let notThat = Complaint(reason: nil)

    package init(reason: String?) {
        self.reason = reason
    }

    /// A complaint that follows the text: `is longer than 128 characters`.
    public init(_ reason: String) {
        self.reason = reason
    }
}
