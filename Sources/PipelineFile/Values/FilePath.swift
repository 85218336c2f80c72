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

    /// Where output goes: a directory, or a bucket and a prefix of an object store.
    static func target(_ text: String) throws(Complaint) -> String {
        guard text.hasPrefix("s3://") else {
            if let scheme = scheme(of: text), otherStores.contains(scheme) {
                throw Complaint("is not an object store of the kind that this version writes to: s3://bucket/prefix")
            }
            return try directory(text)
        }
        let plain = try PlainText.parse(text)
        guard plain.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#@".utf8.contains($0) }), plain != "s3://" else {
            throw Complaint("is not a place in an object store; write it like s3://bucket/prefix")
        }
        return plain
    }

    /// Directories of this machine.
    static func directory(_ text: String) throws(Complaint) -> String {
        if let scheme = scheme(of: text) {
            let isStore = scheme == "s3" || otherStores.contains(scheme)
            throw Complaint("is an \(isStore ? "object store" : "address"); write the path of a directory")
        }
        return try parse(text)
    }

    /// What stands before `://` in addresses of object stores that nothing writes to here.
    private static let otherStores: Set<Substring> = ["gs", "abfs", "abfss"]

    private static func scheme(of text: String) -> Substring? {
        text.firstRange(of: "://").map { text[..<$0.lowerBound] }
    }
}
