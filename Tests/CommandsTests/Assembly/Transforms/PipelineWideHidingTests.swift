import ByteScan
import ETL
import PipelineFile
import TestSupport
import Testing
import Transforms
import Wolkvox

@testable import Commands
@testable import FlatFiles

/// A transform of the whole pipeline that hides names fields of the source, whatever a report calls them.
@Suite struct PipelineWideHidingTests {
    private static let phone = "573001234567"
    private static let hiding: [TransformSpec] = [
        .mask(fields: ["telephone"], keepFirst: 0, keepLast: 0),
        .hash(fields: ["telephone"], key: Secret("a-k3y-of-the-tests")),
        .redact(fields: ["telephone"], find: [], with: nil),
        .redact(fields: ["telephone"], find: [.digits], with: nil),
    ]

    private static func written(
        _ own: [TransformSpec], _ shared: [TransformSpec], report name: String = "campaign_7", row: String
    ) throws -> (columns: [String], text: String) {
        let report = try Catalogue.vendor.report(named: name)
        var way = ReportTransforms(try Vocabulary.columns(of: report))
        try way.add(own: own, shared: shared)
        let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
        var chain = try TransformChain([StandardTyping(zone: zone)] + way.transformers, input: report.schema())
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
    func followsAColumnThatTheReportRenames(_ hide: TransformSpec, _ date: String) throws {
        let rename = TransformSpec.rename(fields: [Renaming(from: "telephone", to: "tel")])
        let again = TransformSpec.rename(fields: [Renaming(from: "tel", to: "line")])
        for own in [[rename], [rename, again]] {
            let (columns, text) = try Self.written(own, [hide], row: Self.row(date))
            #expect(!columns.contains("telephone"))
            #expect(!text.contains(Self.phone), "\(text)")
            #expect(text.contains("\"result\":\"ANSWER\""))
        }
    }

    @Test(arguments: hiding)
    func hidesWhatTheReportLeavesOutWhereARowIsShownAsItCame(_ hide: TransformSpec) throws {
        for own in [TransformSpec.drop(fields: ["telephone"]), .select(fields: ["date", "result"])] {
            let text = try Self.written([own], [hide], row: Self.row("no time")).text
            #expect(text.contains("invalid_timestamp"))
            #expect(!text.contains(Self.phone), "\(text)")
        }
    }

    @Test func followsADerivedColumnByItsFirstName() throws {
        let rename = TransformSpec.rename(fields: [Renaming(from: "connector_id", to: "connector")])
        let mask = TransformSpec.mask(
            fields: ["channel", "connector_type", "connector_id"], keepFirst: 0, keepLast: 0)
        let row = #"{"date":"2026-10-01 08:00:00","channel":"WhatsApp - official - 57300123"}"#
        let (columns, text) = try Self.written([rename], [mask], report: "cdr_3", row: row)
        #expect(columns.contains("connector"))
        #expect(!text.contains("57300123"), "\(text)")
    }

    @Test(arguments: hiding)
    func hidesTheKeyInAReportThatLacksIt(_ hide: TransformSpec) throws {
        for extra in [#""telephone":"\#(Self.phone)""#, #""contact":{"Telephone":"\#(Self.phone)"}"#] {
            let row = #"{"agent_id":"7",\#(extra)}"#
            let text = try Self.written([], [hide], report: "cdr_6", row: row).text
            #expect(text.contains("_extra"))
            #expect(!text.contains(Self.phone), "\(text)")
        }
    }

    @Test(arguments: hiding)
    func refusesPartsThatAreNotHidden(_ hide: TransformSpec) throws {
        let split = TransformSpec.split(field: "telephone", by: "0", into: ["a", "b"])
        let findings = TransformExamination.findings(
            try Vocabulary.columns(of: Catalogue.vendor.report(named: "campaign_7")),
            own: [split, .drop(fields: ["telephone"])], shared: [hide])
        let messages = findings.map { finding in
            if case .mistake(let message, _) = finding.what { message } else { "\(finding.what)" }
        }
        #expect(messages.count == 2)
        #expect(messages.allSatisfy { $0.contains("telephone is hidden") })
        #expect(throws: ETLError.self) {
            try Self.written([split, .drop(fields: ["telephone"])], [hide], row: Self.row())
        }
    }
}
