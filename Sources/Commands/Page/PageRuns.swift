import ETL
import PipelineFile

/// What the page shows of runs: calls against the quota, durations, the list, and the last failures.
struct PageRuns {
    /// Failures that are explained.
    static let mostFailures = 10
    /// Runs that are listed.
    private static let mostListed = 30
    /// Runs whose durations are drawn.
    private static let mostDrawn = 120
    /// Reasons of one failure that are named.
    private static let mostReasons = 8

    private let page: CoveragePage
    private let runs: [RunHistory.Summary]
    private let start: Int64
    private var text: PageText { page.text }

    /// The runs since the first day of a page.
    init(of page: CoveragePage) {
        let start = page.range.map { Int64($0.lowerBound.number) * 86_400 } ?? 0
        (self.page, self.start) = (page, start)
        runs = page.coverage.history.runs.filter { $0.start >= start }
    }

    /// What the template needs.
    var fields: [String: Any] {
        let quotas = quotas
        var fields: [String: Any] = [
            "runs": list, "has_runs": !runs.isEmpty, "failures": failures, "quotas": quotas,
            "has_quotas": !quotas.isEmpty,
        ]
        fields.merge(calls) { $1 }
        fields.merge(durations) { $1 }
        return fields
    }

    private var list: [[String: Any]] {
        runs.prefix(Self.mostListed).map { run in
            [
                "id": ShownText.line(run.id), "started": TimeText.shown(run.startedAt),
                "took": TimeText.duration(run.seconds), "exit": run.exitCode, "outcomes": text.outcomes(run.outcomes),
                "rows": text.number(run.rows), "calls": text.number(run.calls),
            ]
        }
    }

    /// Calls by the day on which their runs began.
    private var calls: [String: Any] {
        var counts: [Day: Int] = [:]
        for run in runs { counts[LocalTime(seconds: run.start).day, default: 0] += run.calls }
        guard let range = page.range, let first = counts.keys.min(), let last = counts.keys.max() else { return [:] }
        let (from, to) = (min(first, range.lowerBound), max(last, range.upperBound))
        let chart = BarChart((from...to).map { .init(day: $0, value: counts[$0]) }, hasBands: false)
        let total = counts.values.reduce(0, +)
        let caption =
            "\(text[.calls_a_day]), \(text.word("most", "máximo")) \(text.number(chart.most)), "
            + "\(text.word("in all", "en total")) \(text.number(total))"
        return ["calls_chart": chart.pieces, "calls_said": caption, "calls_caption": caption]
    }

    /// What each source may spend in a day, and what the last run that knew left of it.
    private var quotas: [[String: Any]] {
        var left: [String: Int] = [:]
        for run in page.coverage.history.runs.reversed() { left.merge(run.callsLeft) { $1 } }
        let allowed = Dictionary(
            page.target.pipeline?.spec.sources.map { ($0.name, $0.callsPerDay) } ?? [], uniquingKeysWith: { $1 })
        return Set(left.keys).union(allowed.keys).sorted().map { source in
            let unknown = text[.quota_unknown]
            return [
                "source": ShownText.line(source),
                "quota": allowed[source].flatMap { $0.map(text.number) } ?? unknown,
                "left": left[source].map(text.number) ?? unknown,
            ]
        }
    }

    private var durations: [String: Any] {
        let drawn = runs.prefix(Self.mostDrawn).reversed()
        guard let longest = drawn.max(by: { $0.seconds < $1.seconds }) else { return [:] }
        let top = max(1, longest.seconds)
        var (well, unwell) = ("", "")
        for (place, run) in drawn.enumerated() {
            let height = max(2, Int(Double(run.seconds) / Double(top) * Double(BarChart.height)))
            let path = BarChart.path(of: height, at: place)
            if run.exitCode == 0 { well += path } else { unwell += path }
        }
        let said = text.word(
            "Time that runs took, the longest \(TimeText.duration(longest.seconds)); in another colour those that failed",
            "Lo que duraron las ejecuciones, la más larga \(TimeText.duration(longest.seconds)); en otro color las fallidas"
        )
        let piece: [String: Any] = [
            "width": max(drawn.count, 20) * BarChart.pitch, "height": BarChart.height, "usual": well, "unusual": unwell,
            "first": drawn.first.map { TimeText.shown($0.startedAt) } ?? "",
            "last": drawn.last.map { TimeText.shown($0.startedAt) } ?? "",
        ]
        return ["durations": [piece], "durations_said": said]
    }

    private var failures: [[String: Any]] {
        let history = page.coverage.history
        let written = page.coverage.written
        return history.failures.filter { $0.start >= start }.map { run in
            let open = run.endings.compactMap(\.partition).filter {
                DayStatus($0, in: written, after: history).status.isFillable
            }
            let groups = FailureGroup.all(of: run)
            var reasons = groups.prefix(Self.mostReasons).map { ShownText.line($0.sentence) }
            if groups.count > Self.mostReasons { reasons.append("… \(groups.count - Self.mostReasons) more") }
            let mending = page.target.commands(for: open, by: history).commands.map { ShownText.line($0.text) }
            return [
                "id": ShownText.line(run.id), "started": TimeText.shown(run.startedAt), "exit": run.exitCode,
                "meaning": text.meaning(of: run.exitCode), "reasons": reasons, "has_reasons": !reasons.isEmpty,
                "is_mended": open.isEmpty && !run.endings.isEmpty, "is_open": !mending.isEmpty, "mending": mending,
            ]
        }
    }
}

extension PageText {
    /// What an exit code means.
    func meaning(of code: Int) -> String {
        guard language == .es else { return ExitCodeText.meaning(of: code) }
        return switch ProcessStatus(exitCode: code) {
        case .success: "están todos los días que pidió"
        case .partial: "falta algo o algo es dudoso, y una ejecución posterior puede arreglarlo"
        case .usage: "uso incorrecto"
        case .data: "los datos no pasaron un control"
        case .source: "no se pudo llegar a la API, falló siempre o nunca dio una respuesta completa"
        case .files: "no se pudieron escribir los archivos"
        case .tryLater: "se gastaron las llamadas del día, u otro proceso tenía el token"
        case .token: "el token fue rechazado"
        case .configuration: "el archivo de pipeline, o lo que pide, está mal"
        case .interrupted: "fue interrumpida (SIGINT)"
        case .terminated: "fue terminada (SIGTERM)"
        case nil: "no es un código de este programa"
        }
    }
}
