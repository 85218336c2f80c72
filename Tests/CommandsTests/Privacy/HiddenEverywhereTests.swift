import ETL
import PipelineFile
import TestSupport
import Testing
import Transforms
import Wolkvox
import WolkvoxETLTesting

@testable import Commands
@testable import FlatFiles

/// Whatever transforms a pipeline has and whatever the source sends, what is hidden is written nowhere.
@Suite struct HiddenEverywhereTests {
    @Test func noOriginalIsWrittenWhateverComes() throws {
        var bound = 0
        for seed in UInt64(0)..<600 {
            var random = SplitMix(state: seed)
            let specs = (0..<Int.random(in: 1...5, using: &random)).map { _ in Self.transform(&random) }
            let report = try Catalogue.vendor.report(named: "cdr_3")
            var way = ReportTransforms(try report.typedColumns())
            // What the columns don't suit is refused by `validate`.
            guard (try? way.add(own: specs, shared: [])) != nil,
                var chain = try? TransformChain(
                    [StandardTyping(zone: Self.zone)] + way.stages.map { $0 as any Transformer }, input: report.schema()
                )
            else { continue }
            bound += 1
            let night = Self.night(&random)
            var batch = try RecordBatch.scanning(
                json: "[\(night.rows.joined(separator: ","))]", schema: report.schema())
            try chain.apply(to: &batch)
            let written = Self.written(batch, chain)
            for key in Set(chain.redactions.map(\.field)) {
                for original in night.originals[key] ?? [] where written.contains(original) {
                    Issue.record("\(key) \(original) is seen, seed \(seed), \(specs)\n\(written)")
                    return
                }
            }
        }
        #expect(bound > 120, "hardly a pipeline was one")
    }

    private static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)
    private static let fields = ["telephone", "customer_id", "message", "channel", "connector_id", "number", "part"]

    private static func transform(_ random: inout SplitMix) -> any ConfiguredTransformer {
        let field = fields.randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return Mask(fields: [field], keepFirst: 0, keepLast: Int.random(in: 0...4, using: &random))
        case 2, 3: return Hash(fields: [field], key: "key")
        case 4: return Redact(fields: [field], replacement: Bool.random(using: &random) ? "gone" : nil)
        case 5:
            return Mask(fields: ["channel", "connector_type", "connector_id"], keepFirst: 2, keepLast: 0)
        case 6: return Rename([(from: field, to: "renamed_\(field)")])
        case 7: return Phone(fields: [field], prefixes: ["57"], into: "number")
        case 8: return Split(field: field, by: "7", into: ["part", "rest_of_\(field)"])
        case 9: return Cast(fields: [field], to: .integer, zone: zone)
        case 10:
            return Canonical(
                fields: [field], words: .results, placement: Bool.random(using: &random) ? .instead : .beside(nil))
        default:
            return Bool.random(using: &random) ? Drop(fields: [field]) : Where(.not(.isOneOf(field, ["x"])))
        }
    }

    /// Rows of a night on which the source changes its mind about everything.
    private static func night(_ random: inout SplitMix) -> (rows: [String], originals: [String: Set<String>]) {
        var originals: [String: Set<String>] = [:]
        let rows = (0..<30).map { _ -> String in
            func digits(_ count: Int) -> String {
                (0..<count).map { _ in String(Int.random(in: 1...9, using: &random)) }.joined()
            }
            let values = [
                "telephone": digits(12), "customer_id": digits(10), "message": "Hola \(digits(9))",
                "channel": "WhatsApp - official - \(digits(8))",
            ]
            for (key, value) in values { originals[key, default: []].insert(value) }
            var members = [
                ("date", "\"\(Int.random(in: 0..<4, using: &random) == 0 ? "ayer" : "2026-10-01 08:00:00")\"")
            ]
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                switch Int.random(in: 0..<9, using: &random) {
                case 0: members.append(("\(key)_new", "\"\(value)\""))
                case 1: members += [(key, "\"\(value)\""), ("contact", "{\"\(key)_raw\":[\"\(value)\"]}")]
                case 2: members += [(key, "\"\(value)\""), (key, "\"\(value)\"")]
                case 3: members += [(key, "\"\(value)\""), ("copy_of_\(key)", "\"<\(value)>\\ud83d\"")]
                case 4: members += [(key, "\"\(value)\\ud83d\"")]
                case 5: members += [(key, "[\"\(value)\"]")]
                case 6 where value.allSatisfy(\.isNumber): members += [("old_\(key)", value)]
                default: members.append((key, "\"\(value)\""))
                }
            }
            if Int.random(in: 0..<20, using: &random) == 0 { return "\"\(values["telephone"] ?? "")\"" }
            return "{\(members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
        }
        return (rows, originals)
    }

    /// All that a loader writes of a batch.
    private static func written(_ batch: RecordBatch, _ chain: TransformChain) -> String {
        var text: [UInt8] = []
        for format in RowFormat.all {
            let encoder = format.makeWriter(chain.output)
            var lengths: [Int] = []
            for row in 0..<batch.count where batch.isKept(row) {
                _ = encoder.append(row..<row + 1, of: batch, to: &text, until: .max, lengths: &lengths)
            }
        }
        let quarantine = QuarantineEncoder(chain.redactions)
        for rejection in batch.rejections { quarantine.append(rejection, of: batch, to: &text) }
        text += batch.newWords.flatMap { Array($0.text.utf8) }
        return String(decoding: text, as: UTF8.self)
    }
}
