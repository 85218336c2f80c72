import Settings

/// Paths of files and directories on this machine.
enum FilePath {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty else { throw Complaint("is empty") }
        guard !ASCIIText.holdsControlCharacter(text) else { throw Complaint("holds a control character") }
        guard text != "~", !text.hasPrefix("~/") else {
            throw Complaint("starts with ~, which nothing fills in here; write ${HOME}")
        }
        return text
    }

    /// Files on this machine, which an address cannot name.
    static func file(_ text: String) throws(Complaint) -> String {
        guard !text.contains("://") else { throw Complaint("is an address; write the path of a file") }
        guard !text.hasSuffix("/") else { throw Complaint("is a directory; write the path of a file") }
        return try parse(text)
    }

    /// Directories for output: an address of an object store is for a later version.
    static func directory(_ text: String) throws(Complaint) -> String {
        if let separator = text.firstRange(of: "://") {
            let scheme = text[..<separator.lowerBound]
            if scheme == "s3" || scheme == "gs" || scheme == "abfs" || scheme == "abfss" {
                throw Complaint(
                    "is an object store, which this version does not support; write to a directory and copy it")
            }
            throw Complaint("is an address; write the path of a directory")
        }
        return try parse(text)
    }
}
