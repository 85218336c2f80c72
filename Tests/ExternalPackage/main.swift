import ETL
import Engine
import WolkvoxETLTesting

// Runs the example and says what came of it, for `scripts/check-external-package`.
let shelf = Shelf()
let report = try await readTheThermometer(into: shelf)
let days = await shelf.days
for (day, lines) in days.sorted(by: { $0.key < $1.key }) { print(day, lines.count, lines.first ?? "") }
print(report.status == .success ? "success" : "failure")

// Runs the suites of `WolkvoxETLTesting` over two of its stages.
let schema = Schema(fields: [Field("place", origin: "place")])
let transformer = TransformerConformance(Shout(), schema: schema, rows: [#"{"place":"kitchen"}"#, #"{"place":null}"#])
print("transformer:", try transformer.findings())
let extractor = ExtractorConformance(Thermometer(), window: Window(Day(number: 20_000)), rowCount: 24)
print("extractor:", try await extractor.findings())
