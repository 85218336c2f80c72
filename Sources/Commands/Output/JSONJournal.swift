import ETL
import Foundation
import Synchronization

/// How grave a message is.
enum MessageLevel: String {
    case debug, info, notice, warning, error
}

/// A value in a line of the journal.
enum JournalValue: Encodable, Equatable {
    case text(String)
    case number(Int)
    case decimal(Double)
    case list([String])
    case none

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .decimal(let number): try container.encode(number)
        case .list(let texts): try container.encode(texts)
        case .none: try container.encodeNil()
        }
    }
}

/// Turns messages into lines of JSON, each with the run and the pipeline that it belongs to.
final class JSONJournal: Sendable {
    private let origin = Mutex<(run: String?, pipeline: String?)>((nil, nil))

    /// Sets what lines belong to from now on.
    func begin(pipeline: String) { origin.withLock { $0.pipeline = pipeline } }

    /// Sets what lines belong to from now on.
    func begin(run: String) { origin.withLock { $0.run = run } }

    /// One line, without its end.
    func line(_ level: MessageLevel, message: String, fields: [String: JournalValue]) -> String {
        var entry = fields
        let (run, pipeline) = origin.withLock { $0 }
        entry["time"] = .text(LocalTime.iso8601(instant: Int64(Date().timeIntervalSince1970)))
        entry["level"] = .text(level.rawValue)
        entry["message"] = .text(message)
        entry["run"] = run.map { .text($0) } ?? JournalValue.none
        entry["pipeline"] = pipeline.map { .text($0) } ?? JournalValue.none
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(entry)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension CommandContext {
    /// The same world, in which messages have the form that the flags ask for.
    func logging(_ options: LogOptions) -> CommandContext { logging(asJSON: options.logFormat == .json) }

    /// The same world, in which messages are JSON if they were or are asked to be.
    func logging(asJSON isJSON: Bool) -> CommandContext {
        guard isJSON, terminal.journal == nil else { return self }
        var context = self
        context.terminal.journal = JSONJournal()
        return context
    }
}
