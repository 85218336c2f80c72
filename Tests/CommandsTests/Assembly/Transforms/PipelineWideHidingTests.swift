import ByteScan
import ETL
import PipelineFile
import Testing
import Transforms
import Wolkvox
import WolkvoxETLTesting

@testable import Commands
@testable import FlatFiles

/// A transform of the whole pipeline that hides names fields of the source, whatever a report calls them.
@Suite struct PipelineWideHidingTests {
    private static let phone = "573001234567"
    private static let hiding: [any ConfiguredTransformer] = [
        Mask(fields: ["telephone"]),
        Hash(fields: ["telephone"], key: "a-k3y-of-the-tests"),
        Redact(fields: ["telephone"]),
        RedactWithin(fields: ["telephone"], patterns: [.digits]),
    ]

    private static func written(
        _ own: [any ConfiguredTransformer], _ shared: [any ConfiguredTransformer], report name: String = "campaign_7",
        row: String
    ) throws -> (columns: [String], text: String) {
        let report = try Catalogue.vendor.report(named: name)
        var way = ReportTransforms(try report.typedColumns())
        try way.add(own: own, shared: shared)
        let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
        var chain = try TransformChain(
            [StandardTyping(zone: zone)] + way.stages.map { $0 as any Transformer }, input: report.schema())
        var batch = try RecordBatch.scanning(json: "[\(row)]", schema: report.schema())
        try chain.apply(to: &batch)
        var text: [UInt8] = []
        var lengths: [Int] = []
        let encoder = RowFormat.ndjson.makeWriter(chain.output)
        for row in 0..<batch.count where batch.isKept(row) {
            _ = encoder.append(row..<row + 1, of: batch, to: &text, until: .max, lengths: &lengths)
        }
        let quarantine = QuarantineEncoder(chain.redactions)
        for rejection in batch.rejections { quarantine.append(rejection, of: batch, to: &text) }
        return (chain.output.names, String(decoding: text, as: UTF8.self))
    }

    private static func row(_ date: String = "2026-10-01 08:00:00") -> String {
        #"{"telephone":"\#(phone)","date":"\#(date)","result":"ANSWER"}"#
    }

    @Test(arguments: hiding, ["2026-10-01 08:00:00", "no time"])
    func followsAColumnThatTheReportRenames(_ hide: any ConfiguredTransformer, _ date: String) throws {
        let rename = Rename([(from: "telephone", to: "tel")])
        let again = Rename([(from: "tel", to: "line")])
        for own in [[rename], [rename, again]] {
            let (columns, text) = try Self.written(own, [hide], row: Self.row(date))
            #expect(!columns.contains("telephone"))
            #expect(!text.contains(Self.phone), "\(text)")
            #expect(text.contains("\"result\":\"ANSWER\""))
        }
    }

    @Test(arguments: hiding)
    func hidesWhatTheReportLeavesOutWhereARowIsShownAsItCame(_ hide: any ConfiguredTransformer) throws {
        for own in [Drop(fields: ["telephone"]), Select(fields: ["date", "result"])] as [any ConfiguredTransformer] {
            let text = try Self.written([own], [hide], row: Self.row("no time")).text
            #expect(text.contains("invalid_timestamp"))
            #expect(!text.contains(Self.phone), "\(text)")
        }
    }

    @Test func followsADerivedColumnByItsFirstName() throws {
        let rename = Rename([(from: "connector_id", to: "connector")])
        let mask = Mask(fields: ["channel", "connector_type", "connector_id"])
        let row = #"{"date":"2026-10-01 08:00:00","channel":"WhatsApp - official - 57300123"}"#
        let (columns, text) = try Self.written([rename], [mask], report: "cdr_3", row: row)
        #expect(columns.contains("connector"))
        #expect(!text.contains("57300123"), "\(text)")
    }

    @Test(arguments: hiding)
    func hidesTheKeyInAReportThatLacksIt(_ hide: any ConfiguredTransformer) throws {
        for extra in [#""telephone":"\#(Self.phone)""#, #""contact":{"Telephone":"\#(Self.phone)"}"#] {
            let row = #"{"agent_id":"7",\#(extra)}"#
            let text = try Self.written([], [hide], report: "cdr_6", row: row).text
            #expect(text.contains("_extra"))
            #expect(!text.contains(Self.phone), "\(text)")
        }
    }

    @Test(arguments: hiding)
    func refusesPartsThatAreNotHidden(_ hide: any ConfiguredTransformer) throws {
        let split = Split(field: "telephone", by: "0", into: ["a", "b"])
        let findings = TransformExamination.findings(
            try Catalogue.vendor.report(named: "campaign_7").typedColumns(),
            own: [split, Drop(fields: ["telephone"])], shared: [hide])
        let messages = findings.map { finding in
            if case .mistake(let message, _) = finding.what { message } else { "\(finding.what)" }
        }
        #expect(messages.count == 2)
        #expect(messages.allSatisfy { $0.contains("telephone is hidden") })
        #expect(throws: ETLError.self) {
            try Self.written([split, Drop(fields: ["telephone"])], [hide], row: Self.row())
        }
    }
}
