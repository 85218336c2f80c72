import ETL
import Foundation
import PipelineFile
import Settings
import Testing
import Transforms

/// Stages of another program in pipeline files and in their JSON Schema.
@Suite struct RegisteredFormsTests {
    @Test func theirKeysAreInTheJSONSchema() throws {
        let shipped = try definitions(PipelineSchema(reports: []))
        #expect(shipped["initials"] == nil)
        let all = try definitions(PipelineSchema(reports: [], forms: OtherProgram.forms))
        #expect(Set(all.keys) == Set(shipped.keys).union(["initials", "same_value"]))
        #expect(Set(keys(of: all["initials"])) == ["fields", "most"])
        #expect(Set(keys(of: all["same_value"])) == ["fields", "action"])
        #expect(Set(keys(of: all["a_transform"])) == Set(keys(of: shipped["a_transform"])).union(["initials"]))
        #expect(Set(keys(of: all["an_expectation"])) == Set(keys(of: shipped["an_expectation"])).union(["same_value"]))
    }

    @Test func aPipelineFileNamesThem() throws {
        let reading = OtherProgram.read(transform: "initials: { fields: [agent_name], most: 2 }")
        #expect(reading.diagnostics == [])
        let spec = try #require(reading.spec)
        #expect(spec.transforms.map(\.identity) == [Initials(fields: ["agent_name"], most: 2).identity])
        #expect(spec.quality.expectations.flatMap(\.rows).map(\.name) == ["same_value(campaign_id)"])
    }

    @Test(arguments: [
        ("initials: { fields: [agent_name], most: 12 }", "most: '12' is not a whole number from 1 to 9"),
        ("initials: { fields: [agent_name], mots: 2 }", "did you mean 'most'"),
        ("initials: { fields: [agent_id] }", "fields: agent_id is a number, which has no initials"),
        ("initials: { fields: [agent_nam] }", "agent_nam"),
    ]) func mistakesHaveTheirPlace(transform: String, message: String) {
        let diagnostics = OtherProgram.read(transform: transform).diagnostics
        #expect(diagnostics.contains { $0.message.contains(message) && $0.line == 10 }, "\(diagnostics)")
    }

    @Test func aProgramWithoutThemRefusesThem() {
        let diagnostics = OtherProgram.read(
            transform: "initials: { fields: [agent_name] }", forms: StageForms()
        ).diagnostics
        #expect(diagnostics.contains { $0.message.contains("unknown key 'initials' in a transform") }, "\(diagnostics)")
    }

    private func definitions(_ schema: PipelineSchema) throws -> [String: [String: Any]] {
        let root = try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any]
        return try #require(root?["definitions"] as? [String: [String: Any]])
    }

    private func keys(of definition: [String: Any]?) -> [String] {
        (definition?["properties"] as? [String: Any]).map { Array($0.keys) } ?? []
    }
}

/// A program with stages of its own.
enum OtherProgram {
    static let forms = StageForms(
        transforms: TransformForm.all + [Initials.form], expectations: ExpectationForm.all + [SameValue.form])

    /// Reads a pipeline file of one report.
    static func read(transform: String, forms: StageForms = forms) -> PipelineReader.Reading {
        let text = """
            version: 1
            name: other
            sources: [{ name: bogota, server: "0012", token: "${TOKEN}", time_zone: America/Bogota }]
            definitions:
              - name: agents_2
                grain: event
                event_time: date
                fields: [{ name: date, form: timestamp }, { name: agent_id }, { name: agent_name }, { name: campaign_id }]
            reports: [agents_2]
            transform: [{ \(transform) }]
            quality: { expect: [{ same_value: { fields: [campaign_id] } }] }
            load: { to: output }

            """
        return PipelineReader.read(
            text: text, file: "other.yaml", environment: [:], secrets: .unused, vocabulary: ReportVocabulary(),
            forms: forms)
    }
}
