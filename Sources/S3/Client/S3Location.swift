package import ETL

/// A place in an object store: a bucket, and what all keys in it begin with.
package struct S3Location: Sendable, Hashable, CustomStringConvertible {
    /// The name of the bucket.
    package let bucket: String
    /// What all keys begin with, without slashes at its ends; empty for the whole bucket.
    package let prefix: String

    /// What the text of a location begins with.
    package static let scheme = "s3://"

    /// Reads a location such as `s3://bucket/prefix`.
    ///
    /// - Parameter text: the text; a slash at its end is left out.
    /// - Throws: ``ETLError`` for a text that does not name a bucket and a prefix that every store takes.
    package init(_ text: String) throws(ETLError) {
        guard text.hasPrefix(Self.scheme) else {
            throw Self.error(text, "it does not begin with s3://")
        }
        let rest = text.dropFirst(Self.scheme.count)
        let bucket = String(rest.prefix { $0 != "/" })
        var prefix = rest.dropFirst(bucket.count).drop { $0 == "/" }
        while prefix.hasSuffix("/") { prefix.removeLast() }
        if let mistake = Self.mistake(inBucket: bucket) ?? Self.mistake(inPrefix: prefix) {
            throw Self.error(text, mistake)
        }
        self.bucket = bucket
        self.prefix = String(prefix)
    }

    /// Whether a text is meant to be such a location.
    package static func isNamed(by text: String) -> Bool { text.hasPrefix(scheme) }

    /// The location as a pipeline file has it.
    package var description: String { prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)" }

    /// The whole key of one that is given relative to the prefix.
    package func key(_ relative: String) -> String { prefix.isEmpty ? relative : "\(prefix)/\(relative)" }

    /// A whole key relative to the prefix; nil if it is not under it.
    package func relative(_ key: String) -> String? {
        if prefix.isEmpty { return key }
        return key.hasPrefix("\(prefix)/") ? String(key.dropFirst(prefix.count + 1)) : nil
    }

    private static func error(_ text: String, _ mistake: String) -> ETLError {
        ETLError(
            .configuration, scope: .run, "'\(ShownText.short(text))' is not a place in an object store: \(mistake)",
            advice: "Write it like s3://bucket/prefix")
    }

    private static func mistake(inBucket name: String) -> String? {
        let letters = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        let ends = "-.".contains { name.first == $0 || name.last == $0 }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        let isAddress = numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
        if name.isEmpty { return "the bucket's name is missing" }
        if !(3...63).contains(name.utf8.count) { return "a bucket's name has 3 to 63 characters" }
        if !letters { return "a bucket's name has small letters, digits, hyphens and dots only" }
        if ends || name.contains("..") { return "a bucket's name begins and ends with a letter or a digit" }
        return isAddress ? "a bucket's name is not an IP address" : nil
    }

    private static func mistake(inPrefix prefix: Substring) -> String? {
        let isPlain = prefix.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                || "!-_.*'()=/".utf8.contains(byte)
        }
        let parts = prefix.split(separator: "/", omittingEmptySubsequences: false)
        if !isPlain {
            return "the prefix has letters, digits and any of !-_.*'()= only, with slashes between its parts"
        }
        // A store keeps such parts, and much of what reads from it does not.
        if !prefix.isEmpty, parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
            return "a part of the prefix is empty, '.' or '..'"
        }
        return prefix.utf8.count > 512 ? "the prefix has more than 512 characters" : nil
    }
}
