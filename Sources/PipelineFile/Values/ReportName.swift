import ETL
import Settings

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
