import ETL
import TestSupport
import Testing
import WolkvoxETLTesting

@testable import Wolkvox

@Suite struct WolkvoxExtractorTests {
    /// What an extraction of cdr_3's day came to.
    struct Run {
        var extraction: Extraction
        var reader = ColumnReader()
        var pauses: [Duration] = []
        var records: [CallRecord] = []
        var requests: [ScriptedServer.Request] = []
    }

    static func run(
        _ answers: [ScriptedAnswer], limits: SourceSettings.Limits = .init(), retry: RetryPolicy = RetryPolicy(),
        report: String = "cdr_3", parameters: [String: String] = [:], column: String = "agent_id",
        window: Window = Fixtures.day, purpose: CallPurpose = .first
    ) async throws -> Run {
        try await ScriptedServer.run(answers) { server in
            let pauses = Pauses()
            let notebook = Notebook()
            let source = try Fixtures.source(server.address, limits: limits, retry: retry)
            let definition = try Catalogue.vendor.report(named: report)
            return try await withHTTPTransport { transport in
                let extractor = try WolkvoxExtractor(
                    definition, of: source, parameters: parameters, over: transport, gate: notebook,
                    waiting: pauses.waiting)
                var reader = ColumnReader(column)
                let extraction = try await extractor.extract(window, purpose: purpose, into: &reader)
                return Run(
                    extraction: extraction, reader: reader, pauses: pauses.all, records: notebook.records,
                    requests: server.requests)
            }
        }
    }

    private func numbers(_ range: Range<Int>) -> [String?] { range.map { "\($0)" } }

    @Test func handsOverTheRowsOfAWindow() async throws {
        let body = Fixtures.answer(0..<3)
        let run = try await Self.run([ScriptedAnswer(body)], column: "message")
        #expect(run.extraction == .complete(ExtractTally(rows: 3, calls: 1, bytes: body.utf8.count)))
        #expect(run.reader.values == Array(repeating: "¡Hola! 😀\nadiós", count: 3))
        #expect(
            run.requests.map(\.target) == [
                "/api/v2/reports_manager.php?api=cdr_3&date_ini=20261001000000&date_end=20261001235959"
            ])
        #expect(run.records.map(\.purpose) == [.first])
        #expect(run.records.compactMap(\.note).isEmpty)
    }

    @Test func sendsTheTokenInItsHeaderAlone() async throws {
        let run = try await Self.run([ScriptedAnswer(Fixtures.answer(0..<1))])
        let request = try #require(run.requests.first)
        #expect(request.headers["wolkvox-token"] == Fixtures.secret)
        #expect(!request.target.contains(Fixtures.secret))
        #expect(request.headers.filter { $0.value.contains(Fixtures.secret) }.count == 1)
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096, Int.max])
    func piecesOfAnySizeGiveTheSameRows(size: Int) async throws {
        let count = size < 64 ? 12 : 2500
        // Small pieces take long on a busy machine.
        let patient = SourceSettings.Limits(timeout: .seconds(3600))
        let run = try await Self.run([ScriptedAnswer(Fixtures.answer(0..<count), pieceSize: size)], limits: patient)
        #expect(run.reader.values == numbers(0..<count))
        #expect(run.extraction.tally.rows == count)
    }

    @Test func memoryDependsOnTheBatchAndNotOnTheAnswer() async throws {
        let run = try await Self.run([ScriptedAnswer(Fixtures.answer(0..<20_000), pieceSize: 65_536)])
        #expect(run.reader.values.count == 20_000)
        #expect(run.reader.batches >= 15)
        #expect(run.reader.mostBytes < 512 << 10)
    }

    @Test func totalsAreStampedWithTheirWindow() async throws {
        let rows = #"{"result":"BUSY","count":"4"},{"result":"x","count":"1"}"#
        let body = #"{"code":"200","error":null,"msg":"2 records were found","data":[\#(rows)]}"#
        let starts = try await Self.run([ScriptedAnswer(body)], report: "cdr_6", column: "window_start")
        #expect(starts.reader.values == Array(repeating: "2026-10-01T00:00:00-05:00", count: 2))
        let ends = try await Self.run([ScriptedAnswer(body)], report: "cdr_6", column: "window_end")
        #expect(ends.reader.values == Array(repeating: "2026-10-01T23:59:59-05:00", count: 2))
    }

    @Test func columnsKeepTheirOrderWhateverTheAnswers() async throws {
        let row = #"{"cod_act":"a","description_cod_act":"b","cod_act_2":"c","description_cod_act_2":"d"}"#
        let body = #"{"code":200,"data":[\#(row)]}"#
        for (column, value) in [("cod_act_2", "c"), ("description_cod_act", "b"), ("description_cod_act_2", "d")] {
            let run = try await Self.run([ScriptedAnswer(body)], report: "cdr_1", column: column)
            #expect(run.reader.values == [value])
        }
    }

    @Test func unknownFieldsAreGatheredAndDoNotStick() async throws {
        let rows = (0..<1500).map { $0 < 3 ? #"{"conn_id":"\#($0)","new":[1, 2]}"# : #"{"conn_id":"\#($0)"}"# }
        let body = #"{"code":200,"data":[\#(rows.joined(separator: ","))]}"#
        let run = try await Self.run([ScriptedAnswer(body)], column: "_extra")
        let kept = Array(repeating: #"{"new":[1,2]}"#, count: 3) + Array(repeating: nil, count: 1497)
        #expect(run.reader.values == kept)
    }

    @Test func sendsTheParameter() async throws {
        let body = Fixtures.refusal(404, "NOT FOUND", "")
        let run = try await Self.run(
            [ScriptedAnswer(status: 404, body)], report: "campaign_7", parameters: ["campaign_id": "all"])
        #expect(run.requests.first?.target.contains("api=campaign_7&campaign_id=all&date_ini") == true)
        #expect(run.extraction == .complete(ExtractTally(rows: 0, calls: 1, bytes: body.utf8.count)))
    }

    @Test(arguments: [[:], ["campaign_id": ""], ["campaign_id": "1", "other": "2"]])
    func refusesWrongParameters(parameters: [String: String]) async throws {
        let report = try Catalogue.vendor.report(named: "campaign_7")
        let source = try Fixtures.source("http://127.0.0.1:1")
        let error = try await withHTTPTransport { transport in
            #expect(throws: ETLError.self) {
                try WolkvoxExtractor(report, of: source, parameters: parameters, over: transport)
            }
        }
        #expect(error?.code == .configuration)
        #expect(error?.scope == .report)
    }

    @Test func asksForPartsWhenTheAnswerIsAtTheCap() async throws {
        let run = try await Self.run(
            [ScriptedAnswer(Fixtures.answer(0..<5))], limits: .init(rowsPerCall: 5))
        guard case .tooLarge(let reason, let tally) = run.extraction else {
            Issue.record("\(run.extraction)")
            return
        }
        #expect(reason.hasPrefix("the server sent 5 rows"))
        #expect(tally.calls == 1)
        #expect(run.reader.values.isEmpty)
        #expect(run.records.first?.note?.hasSuffix("; asking for smaller parts of the window") == true)
    }

    @Test func saysWhyItAsksWhenTheEngineSays() async throws {
        let answers = [ScriptedAnswer(status: 500, "x"), ScriptedAnswer(Fixtures.answer(0..<1))]
        let run = try await Self.run(answers, purpose: .split)
        #expect(run.records.map(\.purpose) == [.split, .retry])
    }

    @Test func keepsToTheProtocol() async throws {
        let day = Fixtures.day
        let script: @Sendable (ScriptedServer.Request) -> ScriptedAnswer = { request in
            let middle = LocalTime(seconds: day.first.seconds + day.length / 2)
            // Rows lie one second apart around noon, so that both halves of the day have some.
            let rows = (-1500..<1500).reversed().map { LocalTime(seconds: middle.seconds + Int64($0)) }
            let asked = rows.filter {
                request.target.contains("date_ini=\(day.first.compact)&date_end=\(day.last.compact)")
                    || ($0 >= middle) == request.target.contains("date_end=\(day.last.compact)")
            }
            let data = asked.map { #"{"agent_id":"\#($0.compact)","date":"\#($0)"}"# }.joined(separator: ",")
            return ScriptedAnswer(#"{"code":200,"data":[\#(data)]}"#, pieceSize: 30_000)
        }
        try await ScriptedServer.run(script: script) { server in
            let source = try Fixtures.source(server.address)
            try await withHTTPTransport { transport in
                let extractor = try WolkvoxExtractor(
                    try Catalogue.vendor.report(named: "cdr_3"), of: source, over: transport)
                let conformance = ExtractorConformance(extractor, window: day, rowCount: 3000)
                #expect(try await conformance.findings() == [])
            }
        }
    }
}

extension Extraction {
    var tally: ExtractTally {
        switch self {
        case .complete(let tally), .tooLarge(_, let tally): tally
        }
    }
}
