import ETL
import PipelineFile

/// The page: what is there of each day, what runs came to, and what is to be done.
struct CoveragePage {
    /// Days in all of whose reports a table can list each; beyond that months are listed.
    static let mostListedDays = 4000

    let target: Target
    let coverage: Coverage
    let quarantine: PageQuarantine
    let text: PageText
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: Int64

    /// Looks at a target.
    ///
    /// - Parameters:
    ///   - target: the lake, or the pipeline file that writes to it.
    ///   - days: how many days, the last ones.
    ///   - language: of the page.
    /// - Throws: ``Failure`` or `ETLError` if the target cannot be looked at.
    init(of target: Target, days: Int, language: PageLanguage) async throws {
        self.target = target
        coverage = try await Coverage(of: target, scope: RunScope(), latest: days, failures: PageRuns.mostFailures)
        quarantine = await PageQuarantine(of: coverage.days, in: target.lake)
        text = PageText(language: language)
        now = target.context.now()
    }

    /// The page as HTML.
    ///
    /// - Throws: if the template is broken.
    func html() throws -> String { try PageTemplate.render(fields) }

    private var fields: [String: Any] {
        let tables = coverage.tables
        let isListed = coverage.days.count <= Self.mostListedDays
        var fields: [String: Any] = [
            "language": text.language.rawValue, "policy": PageStyle.policy, "words": text.words, "name": name,
            "legend": HeatMap.legend(text),
            "tables": tables.enumerated().map { place, table in
                PageReport(table: table.table, days: table.days, text: text, isListed: isListed)
                    .fields(anchor: "r\(place + 1)")
            },
            "tool": "wolkvox-etl \(WolkvoxETL.version)",
        ]
        for part in [verdict, todo, quarantine.fields(text), driftFields, PageRuns(of: self).fields] {
            fields.merge(part) { $1 }
        }
        return fields
    }

    private var name: String {
        target.pipeline.map { "\($0.spec.name) (\(ShownText.line(target.lakeName)))" } ?? ShownText.line(target.place)
    }

    /// The days of the page, first to last; nil where there are none.
    var range: ClosedRange<Day>? {
        let days = coverage.days.lazy.map(\.partition.day)
        return days.min().flatMap { first in days.max().map { first...$0 } }
    }

    private var verdict: [String: Any] {
        let gaps = coverage.days.filter(\.status.isGap)
        let counts = Dictionary(grouping: gaps, by: \.status).sorted { $0.value.count > $1.value.count }
            .map { text.counted($1.count, $0) }.joined(separator: ", ")
        let isWell = gaps.isEmpty
        let nothing = text.word("No day is there.", "No hay ningún día.")
        let good = text.word("Every day is there.", "Están todos los días.")
        let bad = text.word("Not every day is there as it should be: ", "No todos los días están como deben: ")
        var facts: [(String, String)] = [
            (text[.target], ShownText.line(target.place)),
            (text[.days], range.map { "\($0.lowerBound) \(text[.days_to]) \($0.upperBound)" } ?? ""),
        ]
        facts += runFacts
        facts += [
            (text[.rows], text.number(coverage.days.total(\.rows))),
            (text[.quarantined], text.number(coverage.days.total(\.quarantined))),
            (text[.made], TimeText.shown(LocalTime.iso8601(instant: now))),
        ]
        return [
            "verdict": coverage.days.isEmpty ? nothing : isWell ? good : "\(bad)\(counts).",
            "verdict_kind": isWell && !coverage.days.isEmpty ? "good" : "bad",
            "facts": facts.map { ["label": $0.0, "value": $0.1] },
        ]
    }

    /// When the last run was, and the last one that ended well: a page that nobody makes again shows that too.
    private var runFacts: [(String, String)] {
        func shown(_ run: RunHistory.Summary?) -> String {
            guard let run else { return text[.never] }
            return "\(TimeText.shown(run.startedAt)) UTC (\(text.age(now - run.start)))"
        }
        let last = coverage.history.runs.first
        let code = last.map { ", \(text[.exit].lowercased()) \($0.exitCode)" } ?? ""
        return [
            (text[.last_run], shown(last) + code),
            (text[.last_good_run], shown(coverage.history.runs.first { $0.exitCode == 0 && !$0.isInterrupted })),
        ]
    }

    private var todo: [String: Any] {
        let gaps = StatusGaps(days: coverage.days)
        let fill = target.commands(for: gaps.fillable.map(\.partition), by: coverage.history)
        let isForeign = coverage.days.contains { $0.status == .foreign }
        return [
            "is_well": !coverage.days.contains(where: \.status.isGap),
            "has_commands": !fill.commands.isEmpty, "fill": fill.commands.map { ShownText.line($0.text) },
            "directory": ShownText.line(target.context.currentDirectory),
            "unknown": fill.unknown.map { "\($0.report), \($0.source)" }, "has_foreign": isForeign,
            "remarks": coverage.renamed.map(ShownText.line), "damaged": coverage.history.damaged.map(ShownText.line),
        ]
    }

    /// What the manifests of the days say of how answers differed from the definitions, each difference once.
    private var driftFields: [String: Any] {
        struct Key: Hashable {
            var report: String
            var source: String
            var change: String
            var field: String
        }
        let shown = Set(coverage.days.map(\.partition))
        var met: [Key: (day: String, example: String)] = [:]
        for manifest in coverage.listing.manifests {
            guard let history = manifest.schemaHistory, let partition = manifest.partition, shown.contains(partition)
            else { continue }
            for change in history {
                let key = Key(
                    report: manifest.report, source: manifest.source, change: change.change.rawValue,
                    field: change.field)
                if let known = met[key], known.day <= manifest.day { continue }
                met[key] = (manifest.day, change.example.map(Example.shape) ?? "")
            }
        }
        let rows: [[String: Any]] = met.sorted {
            ($0.value.day, $0.key.report, $0.key.source, $0.key.field)
                > ($1.value.day, $1.key.report, $1.key.source, $1.key.field)
        }.map { key, found in
            [
                "day": found.day, "report": key.report, "source": key.source, "field": Example.shown(key.field),
                "change": key.change.replacing("_", with: " "), "example": found.example,
            ]
        }
        return ["drift": rows, "has_drift": !rows.isEmpty]
    }
}
