import ETL
import Foundation
import Logging

/// Writes log messages to stderr, one line each: words and `key=value`, or JSON.
struct LineLogHandler: LogHandler {
    let terminal: Terminal
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }
        guard terminal.journal == nil else {
            return terminal.errorLine(
                event.message.description, level: MessageLevel(event.level), fields: values.mapValues(JournalValue.init)
            )
        }
        terminal.errorLine(text(event, values.mapValues(\.description)))
    }

    private func text(_ event: LogEvent, _ values: [String: String]) -> String {
        let pairs = values.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
            "\($0.key)=\(Self.quoted($0.value))"
        }
        let now = LocalTime.iso8601(instant: Int64(Date().timeIntervalSince1970))
        return ([now, "\(event.level)", event.message.description] + pairs).joined(separator: " ")
    }

    /// A value in quotes where it has blanks or quotes, so that it stays one value on one line.
    private static func quoted(_ value: String) -> String {
        guard value.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "\\" }) else { return value }
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}

extension JournalValue {
    fileprivate init(_ value: Logger.MetadataValue) {
        switch value {
        case .stringConvertible(let number as Int): self = .number(number)
        case .stringConvertible(let number as Double): self = .decimal(number)
        case .array(let values): self = .list(values.map(\.description))
        case .string, .stringConvertible, .dictionary: self = .text(value.description)
        }
    }
}

extension MessageLevel {
    fileprivate init(_ level: Logger.Level) {
        self =
            switch level {
            case .trace, .debug: .debug
            case .info: .info
            case .notice: .notice
            case .warning: .warning
            case .error, .critical: .error
            }
    }
}
