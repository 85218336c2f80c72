/// Names of columns: whatever the API calls a key, misspellings and blanks included.
enum ColumnName {
    /// What the program writes of its own accord into any report.
    static let reserved = "_extra"

    static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard text.utf8.count <= 128 else { throw Complaint("is longer than 128 characters") }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
        guard text != reserved else {
            throw Complaint("is a column that the program writes itself, for fields that the definition lacks")
        }
        return text
    }
}

/// Text for people, on one line.
enum PlainText {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard !ASCIIText.holdsControlCharacter(text) else {
            throw Complaint("holds a line break or a control character")
        }
        return text
    }
}
