import ETL
import Foundation
import Transforms

/// What a value should be once it is typed, said a second time and as plainly as can be: through Foundation, value by value.
enum TypedValue {
    /// The text that a field of an output file should have, or nil for null.
    static func expected(_ sent: String?, _ field: Field) -> String? {
        guard let sent, !isNothing(sent, field.form) else { return nil }
        let plain = sent.trimmingCharacters(in: .whitespaces)
        switch field.form {
        case .timestamp: return plain.replacingOccurrences(of: " ", with: "T") + "-05:00"
        case .duration: return "\(seconds(plain))"
        case .percent:
            return number(plain.replacingOccurrences(of: "%", with: "").replacingOccurrences(of: ",", with: ""))
        case .cost, .minutes, .decimal, .count, .seconds: return number(plain)
        case .day: return plain
        case .text, .freeText, .connectorChannel, .chatChannel, .json: return sent
        default: return "a form that this table lacks: \(field.form)"
        }
    }

    /// A number without a difference between `1.50` and `1.5`; nil where it is none.
    static func number(_ text: String) -> String? {
        Decimal(string: text.trimmingCharacters(in: .whitespaces), locale: Locale(identifier: "en_US_POSIX"))
            .map { "\($0)" }
    }

    private static func isNothing(_ text: String, _ form: ValueForm) -> Bool {
        let plain = text.trimmingCharacters(in: .whitespaces)
        return plain.isEmpty || plain == "-" && form != .freeText
    }

    private static func seconds(_ text: String) -> Int {
        text.split(separator: ":").reduce(0) { $0 * 60 + (Int($1) ?? 0) }
    }
}

/// A row of an output file: the text of each value, and whether it stands there as a number.
struct WrittenRow {
    var texts: [String?]

    /// Of a line of NDJSON, by the names of its columns; nil if it is not an object of these columns.
    init?(line: String, columns: [Field]) {
        guard let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any],
            Set(object.keys) == Set(columns.map(\.name))
        else { return nil }
        texts = []
        for column in columns {
            switch (object[column.name], column.type) {
            case (is NSNull, _): texts.append(nil)
            case (let text as String, .text), (let text as String, .timestamp), (let text as String, .day),
                (let text as String, .json):
                texts.append(text)
            case (let number as NSNumber, .integer), (let number as NSNumber, .decimal):
                texts.append(TypedValue.number("\(number)"))
            default: return nil
            }
        }
    }

    /// Of a record of CSV.
    init?(record: [String?], columns: [Field]) {
        guard record.count == columns.count else { return nil }
        texts = zip(record, columns).map { text, column in
            guard let text else { return nil }
            switch column.type {
            case .integer, .decimal: return TypedValue.number(text)
            case .json:
                let value = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
                return value as? String
            case .text, .timestamp, .day: return text
            }
        }
    }
}
