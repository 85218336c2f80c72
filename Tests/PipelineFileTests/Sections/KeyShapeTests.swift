import ETL
import Settings
import Testing
import Transforms

@testable import PipelineFile

@Suite struct KeyShapeTests {
    /// Every mapping that a pipeline file can hold.
    private static func shapes(under shape: MappingShape) -> [MappingShape] {
        [shape] + shape.keys.flatMap { mappings(in: $0.kind).flatMap(shapes) }
    }

    private static func mappings(in kind: KeyKind) -> [MappingShape] {
        switch kind {
        case .mapping(let shape): [shape]
        case .transform: [StageShapes(StageForms(), lists: []).transform]
        case .expectation: [StageShapes(StageForms(), lists: []).expectation]
        case .valueList: [ValueListKeys([ListedValues(name: "campaigns", key: "campaign_id")]).shape]
        case .list(let item), .anyList(let item), .oneOrMore(let item), .openMapping(let item): mappings(in: item)
        case .either(let first, let second): mappings(in: first) + mappings(in: second)
        default: []
        }
    }

    @Test func everyKeyIsDescribedAndStandsOnceInItsMapping() {
        for shape in Self.shapes(under: PipelineKeys.shape) {
            #expect(Set(shape.keys.map(\.name)).count == shape.keys.count, "\(shape.title)")
            for key in shape.keys {
                #expect(key.summary.hasSuffix("."), "\(shape.title).\(key.name)")
                #expect(!key.example.isEmpty, "\(shape.title).\(key.name)")
            }
            let names = Set(shape.keys.map(\.name))
            #expect(shape.exactlyOneOf.allSatisfy { names.isSuperset(of: $0) }, "\(shape.title)")
        }
    }

    @Test func everyMappingOfTheContractIsThere() {
        let titles = Set(Self.shapes(under: PipelineKeys.shape).map(\.title))
        #expect(
            titles.isSuperset(of: [
                "a pipeline file", "a source", "limits", "retry", "empty", "window", "a report", "a transform", "mask",
                "hash", "load", "compression", "gzip", "quality", "an expectation", "a test",
            ]))
    }

    /// A default that its own check refuses would leave a file without a specification and without a mistake.
    @Test func writingEveryDefaultOutChangesNothing() throws {
        func defaults(_ shape: MappingShape) -> String {
            let lines = shape.keys.compactMap { key -> String? in
                guard case .defaulted(let text) = key.presence else { return nil }
                return "\(key.name): \(text)"
            }
            return "{ \(lines.joined(separator: ", ")) }"
        }
        let source = """
                limits: \(defaults(LimitKeys.shape))
                retry: \(defaults(RetryKeys.shape))
                empty: \(defaults(EmptyKeys.shape))

            """
        let written = Fixture.file(
            sources: "sources:\n" + Fixture.source + source,
            load:
                "load: { to: output, format: ndjson, empty_days: manifest, compression: { gzip: \(defaults(GzipKeys.shape)) } }\n",
            more: "window: \(defaults(WindowKeys.shape))\nquality: \(defaults(QualityKeys.shape))\n")
        let spec = try #require(Fixture.read(written).spec)
        let short = try #require(Fixture.read(Fixture.file()).spec)
        #expect("\(spec)" == "\(short)")
    }
}
