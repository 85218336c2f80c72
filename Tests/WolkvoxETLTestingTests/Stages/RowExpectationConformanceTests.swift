import ETL
import Testing
import WolkvoxETLTesting

/// The suite finds an expectation that breaks a rule.
@Suite struct RowExpectationConformanceTests {
    @Test(arguments: [
        (Filled.Fault.countsRejectedRows, "rows in quarantine count"), (.countsUnwantedRows, "rows that are left out"),
        (.countsBatches, "batches of 1 rows are judged otherwise"), (.forgets, "does not recall what it had seen"),
        (.refusesItsMemory, "does not take its own memory"), (.takesAnyMemory, "takes an empty memory"),
        (.sharesState, "shares what it has seen with its copy"), (.hasNoName, "has no name"),
        (.isAnotherEachTime, "has another identity each time"), (.seesNothing, "finds nothing wrong"),
        (.throwsAnything, "columns that are missing become another error"),
    ]) func itFinds(fault: Filled.Fault, words: String) throws {
        let findings = try findings(Filled(fault: fault))
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test func itFindsNothingWrongWithAnExpectationThatKeepsToTheRules() throws {
        #expect(try findings(Filled(fault: nil)) == [])
    }

    private func findings(_ expectation: Filled) throws -> [String] {
        let schema = Schema(fields: [Field("id", origin: "id")])
        let rows = [#"{"id":"1"}"#, #"{"id":null}"#, #"{"id":"2"}"#, "{}", #"{"id":"3"}"#]
        return try RowExpectationConformance(expectation, schema: schema, rows: rows).findings()
    }
}

/// Expects an id in every row.
struct Filled: RowExpectation {
    enum Fault {
        case countsRejectedRows, countsUnwantedRows, countsBatches, forgets, refusesItsMemory, takesAnyMemory
        case sharesState, hasNoName, isAnotherEachTime, seesNothing, throwsAnything
    }

    struct Missing: Error {}

    let fault: Fault?
    let action = ExpectationAction.stop
    var name: String { fault == .hasNoName ? "" : "filled(id)" }
    var identity: StageIdentity {
        StageIdentity("filled", fault == .isAnotherEachTime ? "\(UInt64.random(in: 0...UInt64.max))" : "id")
    }

    func bind(to schema: Schema) throws -> any BoundRowExpectation {
        guard let field = schema.index(of: "id") else {
            if fault == .throwsAnything { throw Missing() }
            throw ETLError(.configuration, scope: .report, "there is no id", advice: "Name another column.")
        }
        return Bound(fault: fault, field: field)
    }

    final class Shared {
        var rows = 0
    }

    struct Bound: BoundRowExpectation {
        let fault: Fault?
        let field: Int
        var missing = 0
        let shared = Shared()

        mutating func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
            if fault == .seesNothing { return }
            for row in rows where batch.isNull(field, row) && counts(row, of: batch) {
                missing += 1
                shared.rows += 1
            }
            if fault == .countsBatches, !rows.isEmpty { missing += 1 }
        }

        private func counts(_ row: Int, of batch: borrowing RecordBatch) -> Bool {
            switch fault {
            case .countsRejectedRows: !batch.isLeftOut(row)
            case .countsUnwantedRows: !batch.isRejected(row)
            default: batch.isKept(row)
            }
        }

        var breach: Breach? {
            let rows = fault == .sharesState ? shared.rows : missing
            return rows == 0 ? nil : Breach("\(rows) rows have no id", rows: rows)
        }

        var memory: [UInt8] { [UInt8(missing)] }

        mutating func recall(_ memory: [UInt8]) -> Bool {
            if fault == .refusesItsMemory { return false }
            guard let count = memory.first else { return fault == .takesAnyMemory }
            if fault != .forgets { missing = Int(count) }
            return true
        }
    }
}
