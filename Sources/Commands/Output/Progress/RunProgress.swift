import ETL
import Engine
import Wolkvox

/// What becomes of the calls of a token, in the order in which it happens.
enum CallNews: Sendable {
    /// A call waits for its turn with the token.
    case waits
    /// A call is made; that many are left of the day's quota, where somebody knows.
    case begins(callsLeft: Int?)
    /// A call will not be made.
    case isRefused
    /// A call has ended.
    case ended(CallRecord)
}

/// How far the sources of a run have come.
struct RunProgress: Sendable {
    /// The zones of the sources, for the instants of windows.
    private(set) var zones: [String: ZoneRules] = [:]

    private var sources: [SourceProgress] = []
    /// The places of the sources of each token.
    private var lanes: [String: [Int]] = [:]

    /// Lines beyond these are counted in a line of their own.
    static let mostLines = 16

    /// Forgets an earlier run, and learns what the next one is about.
    mutating func begin(_ jobs: [ReportJob]) {
        self = RunProgress()
        for job in jobs {
            let place = addedPlace(of: job.source)
            sources[place].total += job.days.count
            if lanes[job.lane]?.contains(place) != true { lanes[job.lane, default: []].append(place) }
            zones[job.source] = zones[job.source] ?? job.zone
        }
    }

    /// Takes note of what happens in the run.
    mutating func note(_ event: RunEvent, at now: Int64) {
        switch event {
        case .begins(let jobs):
            begin(jobs)
        case .asking(let report, let source, let window, let label):
            let place = begin(source, at: now)
            sources[place].report = report
            sources[place].window = (label.isEmpty ? "" : "\(label), ") + window.spanText
            sources[place].wait = .nothing
        case .received(_, let source, _, let tally):
            sources[begin(source, at: now)].rows += tally.rows
        case .askingAgain(let partition, let reason, let seconds):
            let place = begin(partition.source, at: now)
            sources[place].report = partition.report
            sources[place].wait = .pause("\(partition.day), \(reason)", until: Self.end(of: seconds, from: now))
        case .finished(let result):
            guard let place = place(of: result.partition.source) else { return }
            sources[place].finish(result)
        case .laneEnded(let lane):
            for place in lanes[lane] ?? [] { sources[place].isInFlight = false }
        case .split, .narrowing, .fannedOut:
            break
        }
    }

    /// Takes note of what becomes of a token's call.
    mutating func note(_ news: CallNews, in lane: String, at now: Int64) {
        let own = lanes[lane] ?? []
        guard let place = own.first(where: { sources[$0].isInFlight }) ?? own.first else { return }
        switch news {
        case .waits:
            sources[place].wait = .token(since: now)
        case .begins(let callsLeft):
            sources[place].calls += 1
            // The quota is that of the token.
            for place in own { sources[place].callsLeft = callsLeft }
            sources[place].wait = .answer(sources[place].window, since: now)
        case .isRefused:
            sources[place].wait = .nothing
        case .ended(let record):
            guard let pause = record.pause else { return sources[place].wait = .nothing }
            sources[place].wait = .pause(Self.reason(record), until: Self.end(of: pause.inSeconds, from: now))
        }
    }

    /// Returns a line for each source at work, for a terminal of that size.
    func lines(columns: Int, rows: Int?, at now: Int64) -> [String] {
        let atWork = sources.filter(\.isInFlight)
        // One row stays free for the cursor, lest the first line be scrolled away.
        let room = max(1, min(Self.mostLines, (rows ?? Self.mostLines + 1) - 1))
        let shown = atWork.count > room ? atWork.prefix(max(1, room - 1)) : atWork[...]
        let width = max(1, columns - 1)
        var lines = shown.map { ProgressLine(progress: $0, now: now) }
        let namesWidth = lines.map { DisplayWidth.columns($0.names) }.max() ?? 0
        for place in lines.indices { lines[place].namesWidth = namesWidth }
        var texts = lines.map { $0.text(width: width) }
        let more = atWork.count - shown.count
        if more > 0, room > 1 {
            texts.append(DisplayWidth.cut("and \(more.counted("more source", plural: "more sources"))", to: width))
        }
        return texts
    }

    /// When a pause ends.
    private static func end(of seconds: Double, from now: Int64) -> Int64 {
        now + Int64(min(max(0, seconds), 1e9).rounded(.up))
    }

    private func place(of source: String) -> Int? { sources.firstIndex { $0.source == source } }

    /// The place of a source, which gets one if it has none.
    private mutating func addedPlace(of source: String) -> Int {
        if let place = place(of: source) { return place }
        sources.append(SourceProgress(source: source))
        return sources.count - 1
    }

    /// The place of a source that is at work from now on; its lane has no other at work.
    private mutating func begin(_ source: String, at now: Int64) -> Int {
        let place = addedPlace(of: source)
        guard !sources[place].isInFlight else { return place }
        for own in lanes.values where own.contains(place) {
            for other in own { sources[other].isInFlight = false }
        }
        sources[place].isInFlight = true
        sources[place].began = sources[place].began ?? now
        return place
    }

    /// What happened, without what was asked for, which is beside it.
    private static func reason(_ record: CallRecord) -> String {
        let note = record.note ?? "the call failed"
        let subject = "\(record.subject): "
        let own = note.hasPrefix(subject) ? note.dropFirst(subject.count) : note[...]
        return own.firstRange(of: "; asking again in ").map { String(own[..<$0.lowerBound]) } ?? String(own)
    }
}

extension Window {
    /// For people a window is its days or its times.
    var spanText: String {
        let isWhole = first.secondOfDay == 0 && last.secondOfDay == 86_399
        guard isWhole else { return description }
        return days.count == 1 ? "\(days.lowerBound)" : "\(days.lowerBound) … \(days.upperBound)"
    }
}
