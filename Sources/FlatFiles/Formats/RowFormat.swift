public import ETL

/// A form that rows are written in. It is a value: another one is added by making it, here or in another package, and
/// naming it in the options of a loader.
public struct RowFormat: Sendable {
    /// What pipeline files call it.
    public let name: String
    /// What names of files end with, before the ending of their compression.
    public let fileExtension: String
    /// How rows lie in lines.
    public let lines: LineRule
    /// How many earlier places a compressor looks at for the same bytes: more where rows begin alike.
    public let searchDepth: Int
    /// Makes what writes rows of a schema.
    public let makeWriter: @Sendable (_ schema: Schema) -> any RowWriter
    /// Finds the text of a column, by its name and its place, in a line without its end; nil where there is none.
    public let text: @Sendable (_ line: ArraySlice<UInt8>, _ column: String, _ place: Int) -> [UInt8]?

    /// A format.
    public init(
        name: String, fileExtension: String, lines: LineRule, searchDepth: Int = 16,
        makeWriter: @escaping @Sendable (_ schema: Schema) -> any RowWriter,
        text: @escaping @Sendable (_ line: ArraySlice<UInt8>, _ column: String, _ place: Int) -> [UInt8]?
    ) {
        self.name = name
        self.fileExtension = fileExtension
        self.lines = lines
        self.searchDepth = searchDepth
        self.makeWriter = makeWriter
        self.text = text
    }

    /// The formats of this package.
    public static let all: [RowFormat] = [.ndjson, .csv]

    /// What the name of a file in this format ends with.
    var suffix: String { ".\(fileExtension).\(BlockCodec.gzip.fileExtension)" }
}

extension RowFormat: Hashable, CustomStringConvertible {
    /// Formats of one name are the same.
    public static func == (one: RowFormat, other: RowFormat) -> Bool { one.name == other.name }
    /// The name counts.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    /// The name.
    public var description: String { name }
}

/// How the rows of a format lie in its lines.
public struct LineRule: Sendable, Hashable {
    /// Whether line ends between quotes belong to a value.
    public var hasQuotes: Bool
    /// Whether the first line names the columns.
    public var hasHeader: Bool
    /// Whether null is nothing between two marks, so that a row of one null is a blank line, which readers pass over.
    public var nullIsNothing: Bool

    /// A rule; without more, each line is a row.
    public init(hasQuotes: Bool = false, hasHeader: Bool = false, nullIsNothing: Bool = false) {
        self.hasQuotes = hasQuotes
        self.hasHeader = hasHeader
        self.nullIsNothing = nullIsNothing
    }
}

/// Writes rows of one schema in a format. Called for some hundred rows at a time.
public protocol RowWriter: Sendable {
    /// What stands before the first row.
    var header: [UInt8] { get }

    /// Appends rows until `output` holds `limit` bytes or more, with the length of each line; returns the first row that
    /// is left.
    func append(
        _ rows: Range<Int>, of batch: borrowing RecordBatch, to output: inout [UInt8], until limit: Int,
        lengths: inout [Int]
    ) -> Int
}

/// Finds the time of a row in its line: the clock on the wall, to the second.
struct LineTime {
    private static let length = 19

    private let name: String?
    private let column: Int
    private let format: RowFormat

    init(_ schema: Schema, _ format: RowFormat) {
        let place = schema.eventTime.flatMap(schema.index).flatMap { schema.fields[$0].type == .timestamp ? $0 : nil }
        name = place.map { schema.fields[$0].name }
        column = place ?? 0
        self.format = format
    }

    /// Nil where rows carry no time.
    func of(_ line: [UInt8]) -> [UInt8]? {
        let line = line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...]
        guard let name, let text = format.text(line, name, column), text.count >= Self.length else { return nil }
        return Array(text.prefix(Self.length))
    }
}
