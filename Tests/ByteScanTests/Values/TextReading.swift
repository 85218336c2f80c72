import ByteScan

/// Runs the readers on strings, with other bytes around them so that a reader that looks beyond its range is found out.
enum TextReading {
    static func decimal(_ text: String, _ separator: DecimalSeparator? = nil, currency: Bool = true) -> String {
        number(text) { DecimalText.read($0, $1, separator: separator, currency: currency, into: &$2) }
    }

    static func integer(_ text: String) -> String { number(text) { IntegerText.read($0, $1, into: &$2) } }

    static func duration(_ text: String) -> String { number(text) { DurationText.read($0, $1, into: &$2) } }

    static func percent(_ text: String, _ separator: DecimalSeparator? = nil) -> String {
        number(text) { PercentText.read($0, $1, separator: separator, into: &$2) }
    }

    static func expanded(_ text: String) -> String? {
        surrounded(text) { bytes, range in
            var output: [UInt8] = []
            return ExponentText.expand(bytes, range, into: &output) ? String(decoding: output, as: UTF8.self) : nil
        }
    }

    static func dateTime(_ text: String) -> (seconds: Int64, iso: String)? {
        surrounded(text) { bytes, range in
            guard let date = DateTimeText(bytes, range) else { return nil }
            var output: [UInt8] = []
            date.appendISO8601(from: bytes, offset: Array("-05:00".utf8), to: &output)
            return (date.civilSeconds, String(decoding: output, as: UTF8.self))
        }
    }

    static func day(_ text: String) -> (number: Int, iso: String)? {
        surrounded(text) { bytes, range in
            guard let day = DayText(bytes, range) else { return nil }
            var output: [UInt8] = []
            day.append(from: bytes, to: &output)
            return (day.number, String(decoding: output, as: UTF8.self))
        }
    }

    static func surrounded<Result>(_ text: String, _ body: (Span<UInt8>, Range<Int>) -> Result) -> Result {
        let bytes = Array("7,7\(text)7.7".utf8)
        return body(bytes.span, 3..<bytes.count - 3)
    }

    private static func number(
        _ text: String, _ read: (Span<UInt8>, Range<Int>, inout [UInt8]) -> NumberReading
    ) -> String {
        let bytes = Array("7,7\(text)7.7".utf8)
        var output: [UInt8] = []
        switch read(bytes.span, 3..<bytes.count - 3, &output) {
        case .stands(let range): return output.isEmpty ? String(decoding: bytes[range], as: UTF8.self) : "stray output"
        case .written: return String(decoding: output, as: UTF8.self)
        case .invalid: return output.isEmpty ? "invalid" : "stray output"
        case .ambiguous: return output.isEmpty ? "ambiguous" : "stray output"
        case .tooLong: return output.isEmpty ? "too long" : "stray output"
        }
    }
}
