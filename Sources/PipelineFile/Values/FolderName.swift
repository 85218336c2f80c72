import ETL
import Settings

/// Names that become names of folders.
enum FolderName {
    static func parse(_ text: String) throws(Complaint) -> String {
        if let flaw = SafeName.flaw(of: text) { throw Complaint(flaw) }
        return text
    }
}
