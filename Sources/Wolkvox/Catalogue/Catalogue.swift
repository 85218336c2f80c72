public import ETL
internal import Foundation

/// The reports that can be asked for, by name: the vendor's, and those that a user adds.
public struct Catalogue: Sendable {
    /// Definitions as they lie in the program: bytes that are read when somebody asks for the report.
    private var files: [String: @Sendable () -> [UInt8]] = [:]
    private var added: [String: ReportDefinition] = [:]

    /// An empty catalogue.
    public init() {}

    init(files: [String: @Sendable () -> [UInt8]]) { self.files = files }

    /// The names of all reports, in the order people expect (`cdr_2` before `cdr_10`).
    public var names: [String] {
        Set(files.keys).union(added.keys).map { SortKey($0) }.sorted().map(\.name)
    }

    /// Adds a report, or replaces the one of the same name.
    public mutating func add(_ definition: ReportDefinition) {
        added[definition.name] = definition
    }

    /// Whether there is a report of that name.
    public func contains(_ name: String) -> Bool { added[name] != nil || files[name] != nil }

    /// The report of that name; nothing but its own definition is read.
    ///
    /// - Throws: ``ETLError`` with the nearest name if there is none.
    public func report(named name: String) throws -> ReportDefinition {
        if let definition = added[name] { return definition }
        if let bytes = files[name] {
            return try JSONDecoder().decode(ReportDefinition.self, from: Data(bytes()))
        }
        let hint = nearestName(to: name).map { "Did you mean '\($0)'? " } ?? ""
        throw ETLError(
            .configuration, scope: .report, "There is no report '\(name)'",
            advice: "\(hint)`wolkvox-etl reports` lists all of them.")
    }

    /// All reports, in the order of ``names``.
    public func reports() throws -> [ReportDefinition] { try names.map { try report(named: $0) } }

    /// The reports whose name, titles or fields (their meanings included) contain every word of `words`, whatever its
    /// case and accents.
    public func search(_ words: String) throws -> [ReportDefinition] {
        let wanted = words.split(separator: " ").map { Folded.text(String($0)) }
        return try reports().filter { report in
            let titles = [report.name, report.title.en, report.title.es]
            let fields = report.fields.flatMap { [$0.name, $0.summary] }
            let text = Folded.text((titles + fields).joined(separator: "\n"))
            return wanted.allSatisfy { text.contains($0) }
        }
    }

    /// The name that somebody probably meant, if one is near enough.
    public func nearestName(to written: String) -> String? { NearestName.of(written, among: names) }
}

extension Catalogue {
    /// A name cut before its numbers, so that `cdr_2` stands before `cdr_10`.
    private struct SortKey: Comparable {
        let prefix: Substring
        let numbers: [Int]
        let name: String

        init(_ name: String) {
            let parts = name.split(separator: "_", omittingEmptySubsequences: false)
            let tail = parts.reversed().prefix { Int($0) != nil }
            prefix = name.prefix(name.count - tail.reduce(0) { $0 + $1.count + 1 })
            numbers = tail.reversed().compactMap { Int($0) }
            self.name = name
        }

        static func < (left: Self, right: Self) -> Bool {
            if left.prefix != right.prefix { return left.prefix < right.prefix }
            if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
            return left.name < right.name
        }
    }
}

/// Text for comparisons: small letters without accents.
enum Folded {
    static func text(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    }
}
