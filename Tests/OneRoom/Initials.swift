import ETL
import Settings
import Transforms

/// Shortens names to their initials: `Ana María Ruiz` becomes `AMR`.
struct Initials: ColumnwiseTransformer {
    var fields: [String]
    let most: Int

    static let form = TransformForm(
        "initials", summary: "Shortens names to their initials.", example: "{ fields: [agent_name] }",
        keys: [.fields, mostLetters.shape]
    ) { reader in
        guard let fields = reader.fields(), let most = reader.value(mostLetters) else { return nil }
        if fields.contains("agent_id") {
            reader.error("fields: agent_id is a number, which has no initials", at: .fields)
            return nil
        }
        return Initials(fields: fields, most: most)
    }
    private static let mostLetters = Setting.integer(
        "most", 1...9, presence: .defaulted("3"), summary: "How many letters are kept.", example: "2")

    var identity: StageIdentity { StageIdentity("initials", fields + ["\(most)"]) }
    var readsValues: Bool { true }

    func bind(to schema: Schema) throws -> any BoundTransformer {
        let places = try fields.map { name in
            guard let place = schema.index(of: name), schema.fields[place].type == .text else {
                throw ETLError(
                    .configuration, scope: .report, "initials: '\(name)' is not a column of text",
                    advice: "Name one of \(schema.names.joined(separator: ", "))", subject: name)
            }
            return place
        }
        return Bound(output: schema, places: places, most: most)
    }

    private struct Bound: BoundTransformer {
        let output: Schema
        let places: [Int]
        let most: Int

        mutating func apply(to batch: inout RecordBatch) {
            for place in places {
                for row in 0..<batch.count where !batch.isRejected(row) {
                    guard let text = batch.text(place, row) else { continue }
                    let initials = text.split(separator: " ").prefix(most).compactMap(\.first)
                    batch[place, row] = batch.addText(Array(String(initials).uppercased().utf8))
                }
            }
        }
    }
}
