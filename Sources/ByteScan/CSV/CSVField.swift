/// One field of a line of CSV.
enum CSVField {
    /// Appends a text, in quotes if it is empty or has a comma, a quote or the end of a line in it.
    static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        let isQuoted = range.isEmpty || needsQuotes(bytes, range)
        if isQuoted { output.append(ASCII.quote) }
        var start = range.lowerBound
        for at in range where bytes[at] == ASCII.quote {
            // Up to the quote and with it; the next stretch begins with the same one.
            JSONText.append(bytes, start..<at + 1, to: &output)
            start = at
        }
        JSONText.append(bytes, start..<range.upperBound, to: &output)
        if isQuoted { output.append(ASCII.quote) }
    }

    private static func needsQuotes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range {
            switch bytes[at] {
            case ASCII.comma, ASCII.quote, ASCII.lineFeed, ASCII.carriageReturn: return true
            default: continue
            }
        }
        return false
    }
}
