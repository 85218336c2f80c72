/// Why a text is no value of the wanted kind, in words that don't repeat the text.
struct Complaint: Error, Equatable {
    /// What follows the text in the message; nil says only what was expected.
    let reason: String?

    static let notThat = Complaint(reason: nil)

    init(reason: String?) {
        self.reason = reason
    }

    init(_ reason: String) {
        self.reason = reason
    }
}
