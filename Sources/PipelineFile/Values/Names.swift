import ETL
import Settings

/// Names that become names of folders.
enum FolderName {
    static func parse(_ text: String) throws(Complaint) -> String {
        if let flaw = SafeName.flaw(of: text) { throw Complaint(flaw) }
        return text
    }
}

/// Names of reports: folders and tables are called by them.
package enum ReportName {
    package static func isValid(_ text: String) -> Bool { ReportDefinition.isName(text) }

    static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        let longest = ReportDefinition.longestName
        guard text.utf8.count <= longest else { throw Complaint("is longer than \(longest) characters") }
        guard isValid(text) else { throw .notThat }
        return text
    }
}

/// Names of tests: a line for people.
enum TestName {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else { throw Complaint("is empty") }
        guard text.unicodeScalars.count <= 200 else { throw Complaint("is longer than 200 characters") }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
        return text
    }
}
