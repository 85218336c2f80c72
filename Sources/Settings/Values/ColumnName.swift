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

/// Names that a file chooses for columns, beside those that the API has chosen.
package enum NewColumnName {
    /// The same for validators of JSON Schema.
    package static let pattern =
        "^[^_\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$"

    package static func parse(_ text: String) throws(Complaint) -> String {
        let text = try ColumnName.parse(text)
        guard text.first?.isWhitespace == false, text.last?.isWhitespace == false else {
            throw Complaint("begins or ends with a blank")
        }
        guard !text.hasPrefix("_") else {
            throw Complaint("begins with _, which is kept for the program's own columns")
        }
        return text
    }
}
