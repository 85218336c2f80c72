internal import ByteScan
public import ETL
internal import Settings

/// Cuts texts at a separator into columns of their own; the column itself stays, and they come behind it.
///
/// The last column takes all that is left. Blanks around a part go; a part that isn't there or is empty is null.
public struct Split: Transformer {
    private let field: String
    private let separator: String
    private let names: [String]

    /// Cuts a column of text.
    ///
    /// - Parameters:
    ///   - field: the column.
    ///   - separator: what stands between two parts.
    ///   - names: the new columns, in the order of the parts.
    public init(field: String, by separator: String, into names: [String]) {
        self.field = field
        self.separator = separator
        self.names = names
    }

    /// The column, the separator and the new columns.
    public var identity: StageIdentity { StageIdentity("split", [field, separator] + names) }

    /// Binds to the column named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        guard !separator.isEmpty else {
            throw ETLError.transform("split", "the separator is empty", advice: "Write one.")
        }
        var taken = schema.names
        for name in names {
            try schema.checkNewName(name, among: taken, for: "split")
            taken.append(name)
        }
        return try DerivedColumns(
            [field], of: schema, for: "split", SplitDeriver(separator: Array(separator.utf8), names: names))
    }
}

extension Split: ConfiguredTransformer {
    private static let column = Setting.field("The column to cut.", example: "destiny")
    private static let sign = Setting(
        KeyShape("by", .text, presence: .required, summary: "What stands between two parts.", example: "\"-\""),
        { (text: String) throws(Complaint) -> String in
            guard !text.isEmpty else { throw Complaint("is empty") }
            return text
        })
    private static let into = KeyShape(
        "into", .list(.column), presence: .required, summary: "The new columns, in the order of the parts.",
        example: "[city, line]")

    package static let form = TransformForm(
        "split", summary: "Cuts a text into columns of their own.",
        example: "{ field: destiny, by: \"-\", into: [city, line] }", keys: [column.shape, sign.shape, into]
    ) { reader in
        let field = reader.value(column)
        let separator = reader.value(sign)
        let names = reader.list(into, of: .column("into", summary: into.summary, example: "city"))
        guard let field, let separator, let names else { return nil }
        return Split(field: field, by: separator, into: names)
    }

    /// The columns that it works on.
    public var fields: [String] { [field] }
    /// The columns that it makes.
    public var newFields: [String] { names }
}

private struct SplitDeriver: Deriver {
    static let words = Vocabulary([])

    let separator: [UInt8]
    let names: [String]

    func fields(from field: Field) -> [Field] {
        names.map { field.derived($0, as: Field.Derivation.part, summary: "A part of \(field.name).") }
    }

    func derive(_ bytes: Span<UInt8>, range: Range<Int>, _ body: (Int, Derived) -> Void) {
        var start = range.lowerBound
        for index in names.indices {
            let isLast = index == names.count - 1
            let end = isLast ? nil : firstSeparator(bytes, start..<range.upperBound)
            let part = Blanks.trim(bytes, start..<(end ?? range.upperBound))
            if !part.isEmpty { body(index, .part(part)) }
            guard let end else { return }
            start = end + separator.count
        }
    }

    private func firstSeparator(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count >= separator.count else { return nil }
        return (range.lowerBound...range.upperBound - separator.count).first { start in
            separator.indices.allSatisfy { bytes[start + $0] == separator[$0] }
        }
    }
}
