/// The people of a lake who asked to be forgotten: no value of theirs, but what proves that a value is one of theirs.
public struct ForgottenList: Sendable, Equatable, Codable {
    /// The version of the form that this program writes.
    public static let currentVersion = 1

    /// What was asked for at one time of one field.
    public struct Entry: Sendable, Equatable, Codable {
        /// The source's key.
        public var field: String
        /// When it was asked for, ISO 8601 in UTC.
        public var at: String
        /// HMAC-SHA-256 of each value under the list's key, in lower-case hexadecimal, sorted.
        public var values: [String]

        /// An entry.
        public init(field: String, at: String, values: [String]) {
            self.field = field
            self.at = at
            self.values = values
        }
    }

    /// The version of the form.
    public var formatVersion = Self.currentVersion
    /// What tells the key of the HMACs from another one.
    public var keyFingerprint: String
    /// What was asked for, the oldest first.
    public var entries: [Entry]

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case keyFingerprint = "key_fingerprint"
        case entries
    }

    /// A list.
    public init(keyFingerprint: String, entries: [Entry] = []) {
        self.keyFingerprint = keyFingerprint
        self.entries = entries
    }

    /// How many values there are, each counted once for each field.
    public var count: Int { entries.reduce(0) { $0 + $1.values.count } }

    /// What tells the list from what it was before or will be: lists only grow.
    public var revision: String { "\(keyFingerprint)-\(entries.count)-\(count)" }

    /// Checks that nothing is lost where this list takes the place of another.
    ///
    /// - Throws: ``ETLError`` with the code `tryLater` if the other one has what this lacks.
    package func requireExtension(of other: ForgottenList?) throws {
        guard entries.starts(with: other?.entries ?? []) else {
            throw ETLError(
                .tryLater, scope: .run,
                "The list of forgotten people was changed by another process or machine meanwhile",
                advice: "Do it again: nothing has been changed yet")
        }
    }

    /// The values of each field.
    public var values: [String: Set<String>] {
        entries.reduce(into: [:]) { $0[$1.field, default: []].formUnion($1.values) }
    }

    /// Adds what is not in the list yet; an entry without a new value is left out.
    public mutating func add(_ entry: Entry) {
        var entry = entry
        let known = values[entry.field] ?? []
        entry.values = Set(entry.values).subtracting(known).sorted()
        if !entry.values.isEmpty { entries.append(entry) }
    }
}
