/// Texts of digits alone, such as prefixes of telephone numbers.
package enum DigitsText {
    package static func parse(_ text: String, most: Int) throws(Complaint) -> String {
        guard !text.isEmpty, text.utf8.count <= most, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw .notThat
        }
        return text
    }
}
