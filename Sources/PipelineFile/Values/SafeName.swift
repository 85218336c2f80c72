import Settings

/// Names that become names of folders: nothing in them can lead out of a folder or hide there.
enum SafeName {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard let first = text.utf8.first else { throw Complaint("is empty") }
        guard text.utf8.count <= 64 else { throw Complaint("is longer than 64 characters") }
        guard ASCIIText.isLetterOrDigit(first) else { throw Complaint("does not start with a letter or a digit") }
        guard text.utf8.allSatisfy({ ASCIIText.isLetterOrDigit($0) || "._-".utf8.contains($0) }) else {
            throw Complaint("holds something other than letters a to z, digits, '.', '_' and '-'")
        }
        guard !text.contains("..") else { throw Complaint("holds two dots in a row") }
        return text
    }
}
