import ETL
import Engine
import Foundation
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
        let values = MessageValues(record, event)
        switch way {
        case .webhook(let address, let template?):
            let body = Array(template.filled(values.text).utf8)
            let type = template.isJSON ? "application/json" : "text/plain; charset=utf-8"
            return await delivery.attempt { try await poster.deliver(body, as: type, to: address, within: $0) }
        case .webhook(let address, nil):
            var body: [UInt8] = []
            do { try record.forEachPiece { body += Array($0.utf8) } } catch {
                return Delivery.Failure(what: "was not asked: the record cannot be written")
            }
            let whole = body
            return await delivery.attempt {
                try await poster.deliver(whole, as: "application/json", to: address, within: $0)
            }
        case .command(let templates):
            let words = templates.map { $0.filled(values.text) }
            return await delivery.attempt { _ in try await context.runProgram(words) }
        }
    }
}

/// What takes the places of placeholders.
struct MessageValues {
    private let head: RunRecord
    private let event: NotifySpec.Event
    private var rows = 0
    private var failed = 0

    init(_ record: RunRecordText, _ event: NotifySpec.Event) {
        head = record.head
        self.event = event
        for result in record.results {
            rows += result.visible?.rows ?? 0
            if result.error != nil { failed += 1 }
        }
    }

    func text(_ placeholder: MessageTemplate.Placeholder) -> String {
        switch placeholder {
        case .pipeline: head.pipeline
        case .run: head.run
        // What came out of a message must not end the line, or steer the terminal, of its reader.
        case .headline: (event == .recovery ? "works again: " : "") + ShownText.line(head.headline ?? "")
        case .exitCode: "\(head.exitCode)"
        case .rows: "\(rows)"
        case .failed: "\(failed)"
        case .nextStep: ShownText.line(head.nextStep ?? "")
        }
    }
}
