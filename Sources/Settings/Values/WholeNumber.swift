/// Whole numbers as a pipeline file writes them: digits alone, no sign, no separators.
package enum WholeNumber {
    package static func parse(_ text: some StringProtocol) throws(Complaint) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy(ASCIIText.isDigit), let number = Int(text) else {
            throw .notThat
        }
        return number
    }

    package static func parse(_ text: String, in range: ClosedRange<Int>) throws(Complaint) -> Int {
        let number = try parse(text)
        guard range.contains(number) else { throw .notThat }
        return number
    }
}
