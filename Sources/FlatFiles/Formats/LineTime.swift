internal import ETL

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
