import ETL
import FlatFiles
import Foundation
import PipelineFile
import Settings
import Testing
import Transforms
import WolkvoxETLTesting

/// A transform, an expectation and a lake that the program does not have, added through its public API alone.
@Suite struct StagesTests {
    private static let rows = [
        #"{"agent_name":"Ana María Ruiz","campaign_id":"7"}"#, #"{"agent_name":"ñandú \"x\"","campaign_id":"7"}"#,
        #"{"agent_name":"","campaign_id":"8"}"#, #"{"agent_name":null,"campaign_id":"\u00e9"}"#,
    ]
    private static let schema = Schema(
        fields: [Field("agent_name", origin: "agent_name"), Field("campaign_id", origin: "campaign_id")])

    @Test func theTransformKeepsToWhatTransformersPromise() throws {
        let initials = Initials(fields: ["agent_name"], most: 2)
        let suite = TransformerConformance(initials, schema: Self.schema, rows: Self.rows)
        #expect(try suite.findings() == [])
    }

    @Test func theExpectationKeepsToWhatExpectationsPromise() throws {
        let expectation = SameValue(field: "campaign_id", action: .stop)
        let suite = RowExpectationConformance(expectation, schema: Self.schema, rows: Self.rows)
        #expect(try suite.findings() == [])
    }

    @Test func theLakeKeepsToWhatLoadersPromise() async throws {
        let lake = MemoryLake()
        let suite = LoaderConformance(lake, resumes: false) { partition in
            lake[partition]?.lines.compactMap(Self.id)
        }
        #expect(await suite.findings() == [])
    }

    @Test func theLakeKeepsToWhatLakesPromise() async throws {
        let lake = MemoryLake()
        let suite = LakeConformance(lake, id: Self.id) { lake[$0]?.lines.removeLast() }
        #expect(await suite.findings() == [])
    }

    private static func id(_ line: [UInt8]) -> String? {
        RowFormat.ndjson.text(line[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
