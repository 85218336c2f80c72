import ArgumentParser
import Crypto
import ETL
import Foundation
import Testing

@testable import Commands

/// The page needs nothing but itself, escapes what it is given, and shows no value of a row.
@Suite struct CoveragePageTests {
    private static let hostile = "\\\"><svg onload=alert(1)><style>*{}</style>{{tool}}{{{tool}}} \\u0007\\u202e"

    /// A lake of the demo, with rows in quarantine, and the record of a run that failed with hostile words.
    private func world() async throws -> World {
        let world = try World()
        try world.write(
            "rules: [{ when: { api: cdr_1 }, do: { malformed: { field: cost, value: \"7,531\", every: 9 } } }]\n",
            to: "scenario.yaml")
        let pipeline = DemoPipeline.text.replacing("max_quarantined: 1%", with: "max_quarantined: 90%")
        try world.write(
            pipeline.contains("max_quarantined") ? pipeline : pipeline + "quality: { max_quarantined: 90% }\n",
            to: DemoPipeline.path)
        try await world.run([
            "demo", "--quiet", "--rows-per-day", "60", "--from", "2026-10-01", "--to", "2026-10-06", "--report",
            "cdr_1",
            "--scenario", "scenario.yaml",
        ])
        try world.write(
            """
            { "format_version": 1, "run": "20261007T080000Z-a", "pipeline": "\(Self.hostile)", "tool": "t",
              "started_at": "2026-10-07T08:00:00Z", "ended_at": "2026-10-07T08:00:09Z", "exit_code": 69,
              "interrupted": false, "nulled_values": 0, "pipeline_file": "\(Self.hostile).yaml", "directory": "/",
              "calls": { "total": 4, "first": 2, "split": 0, "retry": 2, "empty_check": 0,
                "calls_left": { "\(Self.hostile)": 9 } },
              "partitions": [{ "report": "cdr_1", "source": "demo", "day": "2026-10-07", "outcome": "failed",
                "reason": "\(Self.hostile)", "advice": "\(Self.hostile)" }] }
            """, to: "output/demo/_runs/20261007T080000Z-a.json")
        world.forget()
        return world
    }

    private func page(_ words: [String] = [], of world: World) async throws -> String {
        try await world.run(["report", "output/demo", "--to", "-"] + words)
        return world.output
    }

    @Test(arguments: PageLanguage.allCases)
    func loadsAndRunsNothing(language: PageLanguage) async throws {
        let html = try await page(["--language", language.rawValue], of: world())
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
        for word in [
            "<script", "javascript:", " style=", " src=", "<link", "<img", "@import", "url(", "http:", "https:",
        ] {
            #expect(!html.contains(word), "\(word)")
        }
        let links = html.matches(of: /href="([^"]*)"/).map { String($0.1) }
        #expect(!links.isEmpty && links.allSatisfy { $0.hasPrefix("#") })
    }

    /// The policy allows the one style element of the page, byte for byte, and nothing else.
    @Test func thePolicyFitsTheStyle() async throws {
        let html = try await page(of: world())
        let styles = html.matches(of: /<style>((?s).*?)<\/style>/).map { String($0.1) }
        let style = try #require(styles.first)
        #expect(styles.count == 1)
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        #expect(
            html.contains(
                "content=\"default-src &#39;none&#39;; style-src &#39;sha256-\(hash)&#39;; base-uri &#39;none&#39;; "
                    + "form-action &#39;none&#39;\""))
    }

    @Test func whatItIsGivenIsText() async throws {
        let html = try await page(of: world())
        #expect(html.contains("&quot;&gt;&lt;svg onload=alert(1)&gt;"))
        #expect(!html.contains("<svg onload") && !html.contains("}</style>{{tool}}{{{tool}}} \u{7}"))
        #expect(!html.contains("\u{202e}") && !html.contains("\u{7}"))
        // Text that looks like a template is not one.
        #expect(html.contains("{{tool}}{{{tool}}}"))
        #expect(html.matches(of: /\{\{/).count == html.matches(of: /\{\{tool\}\}\{\{\{tool\}\}\}/).count * 2)
    }

    @Test func valuesAreShownByTheirForm() async throws {
        let html = try await page(of: world())
        #expect(html.contains("<td>ambiguous_decimal</td><td>cost</td>"))
        #expect(html.contains("<code>9,999</code>"))
        #expect(!html.contains("7,531"))
    }

    @Test func theTwoLanguagesSayTheSame() async throws {
        for word in PageWord.allCases { #expect(!word.texts.en.isEmpty && !word.texts.es.isEmpty) }
        let spanish = try await page(["--language", "es"], of: world())
        #expect(spanish.contains("<h1>Cobertura: output/demo</h1>"))
        #expect(spanish.contains("No todos los días están como deben: 1 fallido."))
        #expect(spanish.contains("Última ejecución sin fallos"))
        // Every name of the template has a text.
        let used = Set(PageTemplate.text.matches(of: /\{\{words\.(\w+)\}\}/).map { String($0.1) })
        #expect(used.isSubset(of: PageWord.allCases.map(\.rawValue)))
        #expect(!PageTemplate.text.contains("{{{") && !PageTemplate.text.contains("{{&"))
    }

    @Test func goesIntoTheTargetUnlessToldOtherwise() async throws {
        let world = try await world()
        try await world.run(["report", "output/demo"])
        #expect(world.output == "output/demo/_report.html\n")
        try await world.run(["report", "output/demo", "--to", "page.html"])
        let pages = try ["output/demo/_report.html", "page.html"].map {
            try String(contentsOf: world.folder.appending(path: $0), encoding: .utf8)
        }
        #expect(pages[0] == pages[1])
        // A page is no stray file.
        try await world.run(["verify", "output/demo"])
        for flags in [["--days", "0"], ["--language", "fr"]] {
            #expect(await WolkvoxETL.run(["report", "output/demo"] + flags, in: world.context) == 64)
        }
    }

    /// A lake that nobody has written to yet has a page too.
    @Test func anEmptyFolderHasAPage() async throws {
        let world = try World()
        try world.write("", to: "output/demo/x")
        let html = try await page(of: world)
        #expect(html.contains("No day is there.") && html.contains("No run is recorded for these days."))
    }

    /// A thousand days of twenty reports fit into two megabytes.
    @Test func longTimesTakeLittleRoom() async throws {
        let world = try World()
        let first = "2023-01-02"
        try await world.run(["demo", "--quiet", "--rows-per-day", "60", "--day", first, "--report", "cdr_1"])
        let table = world.folder.appending(path: "output/demo/report=cdr_1/source=demo")
        let folder = table.appending(path: "day=\(first)")
        let manifest = try String(contentsOf: folder.appending(path: "_manifest.json"), encoding: .utf8)
        let data = try Data(contentsOf: folder.appending(path: "cdr_1-\(first).ndjson.gz"))
        let start = try #require(Day(first))
        for number in 1..<1000 where number % 50 != 7 {
            let day = start.advanced(by: number)
            let folder = table.appending(path: "day=\(day)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try data.write(to: folder.appending(path: "cdr_1-\(day).ndjson.gz"))
            try Data(manifest.replacing(first, with: "\(day)").utf8).write(
                to: folder.appending(path: "_manifest.json"))
        }
        let coverage = try await Coverage(of: Target("output/demo", world.context), scope: RunScope(), latest: 1000)
        let days = coverage.days
        #expect(days.count == 1000 && days.count { $0.status == .there } == 980)
        let report = PageReport(
            table: .init(report: "cdr_1", source: "demo"), days: days, text: PageText(language: .es), isListed: false)
        let tables = (0..<20).map { report.fields(anchor: "r\($0)") }
        let html = try PageTemplate.render(["tables": tables, "words": PageText(language: .es).words])
        #expect(html.utf8.count < 2_000_000)
        #expect(html.components(separatedBy: "class=\"report\"").count == 21)
    }
}

@Suite struct BarChartTests {
    private static func bars(_ values: [Int?]) -> [BarChart.Bar] {
        values.enumerated().map { .init(day: Day(number: Int32(20_000 + $0)), value: $1) }
    }

    /// What is usual of a weekday shows after four of them; a day far from it is named.
    @Test func daysAreComparedWithTheirWeekday() {
        var values: [Int?] = Array(repeating: [100, 110, 95, 105, 50, 5, 90], count: 12).flatMap(\.self)
        values[40] = 4
        values[47] = nil
        let chart = BarChart(Self.bars(values))
        #expect(chart.unusual.map(\.day.number) == [20_040])
        #expect(BarChart(Self.bars(Array(values.prefix(21)))).unusual.isEmpty)
        #expect(chart.most == 110)
    }

    @Test func aYearIsOnePiece() {
        #expect(BarChart(Self.bars(Array(repeating: 3, count: 371))).pieces.count == 1)
        #expect(BarChart(Self.bars(Array(repeating: 3, count: 372))).pieces.count == 2)
        #expect(BarChart(Self.bars([nil, 0])).pieces.isEmpty)
    }
}
