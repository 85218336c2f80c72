/// Why a text is no value of the wanted kind, in words that don't repeat the text.
package struct Complaint: Error, Equatable {
    /// What follows the text in the message; nil says only what was expected.
    package let reason: String?

    package static let notThat = Complaint(reason: nil)

    package init(reason: String?) {
        self.reason = reason
    }

    package init(_ reason: String) {
        self.reason = reason
    }
}
