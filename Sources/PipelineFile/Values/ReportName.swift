/// Names of reports: folders and tables are called by them.
package enum ReportName {
    package static func isValid(_ text: String) -> Bool { (try? parse(text)) != nil }

    static func parse(_ text: String) throws(Complaint) -> String {
        guard let first = text.utf8.first else { throw Complaint("is empty") }
        guard text.utf8.count <= 64 else { throw Complaint("is longer than 64 characters") }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard letters.contains(first),
            text.utf8.allSatisfy({ letters.contains($0) || ASCIIText.isDigit($0) || $0 == UInt8(ascii: "_") })
        else { throw .notThat }
        return text
    }
}
