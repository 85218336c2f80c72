import Settings

/// Values of report parameters, which go into addresses and names of files.
enum ParameterValue {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard text.utf8.count <= 64 else { throw Complaint("is longer than 64 characters") }
        guard text.utf8.allSatisfy({ ASCIIText.isLetterOrDigit($0) || "_-".utf8.contains($0) }) else {
            throw Complaint("holds something other than letters a to z, digits, '_' and '-'")
        }
        return text
    }
}
