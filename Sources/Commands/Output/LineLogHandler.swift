import Foundation
import Logging

/// Writes log messages to stderr, one line each: words and `key=value`, or JSON.
struct LineLogHandler: LogHandler {
    let terminal: Terminal
    let isJSON: Bool
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
        terminal.errorLine(isJSON ? json(event, values) : text(event, values))
    }

    private func text(_ event: LogEvent, _ values: [String: String]) -> String {
        let pairs = values.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map {
            "\($0.key)=\(quoted($0.value))"
        }
        return ([isoInstant(now), "\(event.level)", event.message.description] + pairs).joined(separator: " ")
    }

    private func json(_ event: LogEvent, _ values: [String: String]) -> String {
        let entry = values.merging(
            ["time": isoInstant(now), "level": "\(event.level)", "message": event.message.description]) { $1 }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private func quoted(_ value: String) -> String {
        value.contains { $0 == " " || $0 == "\"" || $0.isNewline } ? value.debugDescription : value
    }

    private var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
