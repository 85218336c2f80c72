import Settings

/// Names of tests: a line for people.
enum TestName {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else { throw Complaint("is empty") }
        guard text.unicodeScalars.count <= 200 else { throw Complaint("is longer than 200 characters") }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
        return text
    }
}
