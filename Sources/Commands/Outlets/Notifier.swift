import ETL
import Engine
import PipelineFile
import Wolkvox

/// Tells those named under `notify` how a run ended.
struct Notifier: Sendable {
    let context: CommandContext
    let record: RunRecordText
    let delivery: Delivery

    /// What came of telling one of them.
    struct Outcome: Sendable {
        var item: Int
        var event: NotifySpec.Event
        /// Why nobody was told; nil if somebody was.
        var failure: Delivery.Failure?
    }

    /// Tells all that are to be told, side by side.
    func tell(_ wanted: [(item: Int, spec: NotifySpec, event: NotifySpec.Event)], over poster: any HTTPPoster) async
        -> [Outcome]
    {
        await withTaskGroup(of: Outcome.self) { group in
            for (item, spec, event) in wanted {
                group.addTask {
                    Outcome(item: item, event: event, failure: await tell(spec.way, event, over: poster))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.item < $1.item }
        }
    }

    private func tell(
        _ way: NotifySpec.Way, _ event: NotifySpec.Event, over poster: any HTTPPoster
    ) async -> Delivery.Failure? {
        switch way {
        case .webhook(let address, let template):
            let message = template.map { Array($0.filled { text($0, of: event) }.utf8) }
            guard let body = message ?? (try? wholeRecord()) else {
                return Delivery.Failure(what: "was not asked: the record cannot be written")
            }
            let type = template?.isJSON == false ? "text/plain; charset=utf-8" : "application/json"
            return await delivery.attempt { try await poster.deliver(body, as: type, to: address, within: $0) }
        case .command(let templates):
            let words = templates.map { $0.filled { text($0, of: event) } }
            return await delivery.attempt { _ in try await context.runProgram(words) }
        }
    }

    private func wholeRecord() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try record.forEachPiece { bytes += Array($0.utf8) }
        return bytes
    }

    /// What takes the place of a placeholder.
    private func text(_ placeholder: MessageTemplate.Placeholder, of event: NotifySpec.Event) -> String {
        let head = record.head
        return switch placeholder {
        case .pipeline: head.pipeline
        case .run: head.run
        // What came out of a message must not end the line, or steer the terminal, of its reader.
        case .headline: (event == .recovery ? "works again: " : "") + ShownText.line(head.headline ?? "")
        case .exitCode: "\(head.exitCode)"
        case .rows: "\(record.results.reduce(0) { $0 + ($1.visible?.rows ?? 0) })"
        case .failed: "\(record.results.count { $0.error != nil })"
        case .nextStep: ShownText.line(head.nextStep ?? "")
        }
    }
}
