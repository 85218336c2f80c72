/// Names of columns: whatever the API calls a key, misspellings and blanks included.
package enum ColumnName {
    package static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard text.utf8.count <= 128 else { throw Complaint("is longer than 128 characters") }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
        return text
    }
}

/// Text for people, on one line.
package enum PlainText {
    package static func parse(_ text: String) throws(Complaint) -> String {
        guard !ASCIIText.holdsControlCharacter(text) else {
            throw Complaint("holds a line break or a control character")
        }
        return text
    }
}
