import ETL
import Engine

// Runs the example and says what came of it, for `scripts/check-external-package`.
let shelf = Shelf()
let report = try await readTheThermometer(into: shelf)
let days = await shelf.days
for (day, lines) in days.sorted(by: { $0.key < $1.key }) { print(day, lines.count, lines.first ?? "") }
print(report.exitStatus == .success ? "success" : "failure")
