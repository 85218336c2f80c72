import Disk
import ETL
import Engine
import Foundation
import PipelineFile
import Wolkvox

/// Hands the events of a pipeline's runs to the file or the server under `lineage`.
struct Lineage: Sendable {
    let assembly: JobAssembly
    let spec: LineageSpec
    /// The path of the state directory that the command line gives, if it does.
    let state: String?

    private var context: CommandContext { assembly.context }

    /// A run whose beginning is known.
    struct Begun: Sendable {
        var start: LineageEvent
        /// Whether the beginning was handed over.
        var hasArrived: Bool
        var mark: LineageMarks.Mark?
    }

    /// Ends killed runs, and begins one.
    ///
    /// - Parameters:
    ///   - name: the run's name, or that of a round.
    ///   - time: when it began.
    /// - Returns: what has to be known at the run's end.
    /// - Throws: what is wrong with the pipeline.
    func begin(_ name: String, at time: Int64) async throws -> Begun {
        let delivery = Delivery(within: Delivery.limitBefore)
        for mark in marks?.abandoned() ?? [] {
            if var event = mark.event {
                if event.eventType == .start {
                    event.eventType = .abort
                    event.eventTime = LocalTime.iso8601(instant: context.now())
                }
                guard await hand(over: [event], delivery) == nil else { continue }
            }
            mark.remove()
        }
        let datasets = LineageDatasets(assembly: assembly)
        var start = LineageEvent(
            eventType: .start, eventTime: LocalTime.iso8601(instant: time),
            run: LineageEvent.Run(runId: UUID5.name(name)),
            job: LineageEvent.Job(namespace: spec.namespace, name: assembly.spec.name),
            inputs: try datasets.inputs(), outputs: try datasets.outputs())
        start.run.facets.parent = context.environment["OPENLINEAGE_PARENT_ID"].flatMap(ParentRun.init).map(Facet.init)
        let mark = (try? marks?.mark(start)) ?? nil
        return Begun(start: start, hasArrived: await hand(over: [start], delivery) == nil, mark: mark)
    }

    /// Ends a run.
    ///
    /// - Parameters:
    ///   - begun: what is known since the run's beginning.
    ///   - record: the run's record.
    ///   - delivery: the time that is left.
    /// - Returns: why it was not handed over; nil if it was.
    /// - Throws: what is wrong with the pipeline.
    func end(_ begun: Begun, with record: RunRecordText, _ delivery: Delivery) async throws -> Delivery.Failure? {
        var event = begun.start
        event.eventType = record.head.interrupted ? .abort : Self.kind(record.head.exitCode)
        event.eventTime = record.head.endedAt
        event.outputs = try LineageDatasets(assembly: assembly).outputs(after: record.results)
        if event.eventType == .fail {
            event.run.facets.errorMessage = Facet(ErrorMessage(message: ShownText.line(record.head.headline ?? "")))
        }
        // What does not arrive now is handed over at the next start, and not taken for a killed run.
        try? begun.mark?.keep(event)
        let failure = await hand(over: (begun.hasArrived ? [] : [begun.start]) + [event], delivery)
        if failure == nil { begun.mark?.remove() }
        return failure
    }

    private static func kind(_ exitCode: Int32) -> LineageEvent.Kind {
        switch ProcessStatus(exitCode: Int(exitCode)) {
        case .success, .partial: .complete
        case .interrupted, .terminated: .abort
        case .usage, .data, .source, .files, .tryLater, .token, .configuration, nil: .fail
        }
    }

    /// Where events are kept; nil where there is no place.
    private var marks: LineageMarks? {
        let state = try? StateDirectory(
            flag: state, environment: context.environment, currentDirectory: context.currentDirectory)
        let target =
            switch spec.target {
            case .file(let path): context.absolute(path)
            case .url: "url"
            }
        return state.map {
            LineageMarks(
                state: $0.path,
                owner: [assembly.spec.name, context.absolute(assembly.spec.load.directory), spec.namespace, target])
        }
    }

    private func hand(over events: [LineageEvent], _ delivery: Delivery) async -> Delivery.Failure? {
        do {
            let lines = try events.map { try $0.line }
            switch spec.target {
            case .file(let path):
                let path = context.absolute(path)
                try await Blocking.run { for line in lines { try Files.append(line + [0x0A], to: path) } }
                return nil
            case .url(let address):
                return try await withHTTPPoster(.ofOutlets(in: context)) { poster in
                    for line in lines {
                        let failure = await delivery.attempt {
                            try await poster.deliver(line, as: "application/json", to: address, within: $0)
                        }
                        if let failure { return failure }
                    }
                    return nil
                }
            }
        } catch {
            return Delivery.Failure(what: (error as? ETLError)?.message ?? "\(error)")
        }
    }
}

extension ParentRun {
    /// Reads `namespace/name/run id`, as schedulers put it into the environment.
    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count >= 3, let id = parts.last, UUID(uuidString: String(id)) != nil else { return nil }
        let namespace = parts.dropLast(2).joined(separator: "/")
        self.init(
            run: Run(runId: id.lowercased()), job: Job(namespace: namespace, name: String(parts[parts.count - 2])))
    }
}
