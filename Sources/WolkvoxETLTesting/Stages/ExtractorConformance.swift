public import ETL

/// What every extractor must keep to, checked over a window of known content.
///
/// Make one for an extractor, and expect that ``findings()`` is empty.
public struct ExtractorConformance {
    private let window: Window
    private let rowCount: Int
    private let extractor: any Extractor

    /// A suite for an extractor.
    ///
    /// - Parameters:
    ///   - extractor: what is examined.
    ///   - window: what is asked for, with at least two rows.
    ///   - rowCount: how many rows it holds.
    public init(_ extractor: any Extractor, window: Window, rowCount: Int) {
        self.extractor = extractor
        self.window = window
        self.rowCount = rowCount
    }

    /// Returns what the extractor does wrong, in sentences.
    ///
    /// - Throws: what the extractor throws where it should not.
    public func findings() async throws -> [String] {
        var findings = checkSchema()
        let whole = try await collect(window)
        findings += whole.findings
        findings += checkOrder(whole.rows)
        if whole.rows.count != rowCount { findings.append("rows: \(whole.rows.count) instead of \(rowCount)") }
        if try await collect(window).rows != whole.rows { findings.append("asking twice gives different rows") }
        if try await collect(window, treatment: .mangle).rows != whole.rows {
            findings.append("changes that the consumer makes to a batch come back with later rows")
        }
        if try await collect(window, treatment: .exchange).rows != whole.rows {
            findings.append("a batch that the consumer exchanged spoils later rows")
        }
        findings += try await checkHalves(whole.rows)
        findings += await checkErrors()
        findings += await checkCancellation()
        return findings
    }

    private func checkSchema() -> [String] {
        let names = extractor.schema.names
        var findings: [String] = []
        if names.isEmpty { findings.append("the schema has no columns") }
        if Set(names).count != names.count { findings.append("two columns have the same name") }
        if let time = extractor.schema.eventTime, !names.contains(time) {
            findings.append("the event time '\(time)' is not a column")
        }
        return findings
    }

    private func checkOrder(_ rows: [[String?]]) -> [String] {
        guard let time = extractor.schema.eventTime.flatMap({ extractor.schema.index(of: $0) }) else { return [] }
        let times = rows.compactMap { $0[time] }
        return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 } ? [] : ["rows are not newest first"]
    }

    private func checkHalves(_ whole: [[String?]]) async throws -> [String] {
        guard extractor.limits.grain == .event, window.length > 1 else { return [] }
        let middle = window.first + window.length / 2
        let newer = try await collect(Window(first: middle, last: window.last))
        let older = try await collect(Window(first: window.first, last: middle + -1))
        return newer.rows + older.rows == whole ? [] : ["the halves of a window don't hold the rows of the whole"]
    }

    private func checkErrors() async -> [String] {
        var consumer = Refusing()
        do {
            _ = try await extractor.extract(window, into: &consumer)
            return ["an error of the consumer is swallowed"]
        } catch is Refusing.Refusal {
            return []
        } catch {
            return ["an error of the consumer becomes another one: \(error)"]
        }
    }

    private func checkCancellation() async -> [String] {
        await withTaskGroup(of: [String].self) { group in
            group.cancelAll()
            group.addTask { [extractor, window] in
                var consumer = Collector(schema: extractor.schema)
                do {
                    _ = try await extractor.extract(window, into: &consumer)
                    return ["a cancelled task extracts all the same"]
                } catch is CancellationError {
                    return []
                } catch {
                    return ["cancellation becomes another error: \(error)"]
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func collect(_ window: Window, treatment: Collector.Treatment = .none) async throws -> Collector {
        var collector = Collector(schema: extractor.schema, treatment: treatment)
        let extraction = try await extractor.extract(window, into: &collector)
        guard case .complete(let tally) = extraction else {
            collector.findings.append("\(window) is said to be too large")
            return collector
        }
        if tally.rows != collector.rows.count {
            collector.findings.append("rows tallied: \(tally.rows), handed over: \(collector.rows.count)")
        }
        return collector
    }
}

/// Keeps every row as text, and treats the batches as the worst of consumers may.
private struct Collector: BatchConsumer {
    enum Treatment {
        case none, mangle, exchange
    }

    let schema: Schema
    var treatment = Treatment.none
    var rows: [[String?]] = []
    var findings: [String] = []

    mutating func consume(_ batch: inout RecordBatch) {
        if batch.schema != schema { findings.append("a batch has other columns than the schema") }
        if batch.times.count != batch.count { findings.append("a batch lacks a place for the time of each row") }
        for row in 0..<batch.count { rows.append(batch.schema.fields.indices.map { batch.text($0, row) }) }
        switch treatment {
        case .none: break
        case .mangle: mangle(&batch)
        case .exchange: batch = RecordBatch(schema: Schema(fields: []), rowCapacity: 1)
        }
    }

    mutating func restart() { rows = [] }

    private func mangle(_ batch: inout RecordBatch) {
        batch.insert(Field("derived"), at: 0)
        for row in 0..<batch.count {
            let cell = batch.addText(Array("changed".utf8))
            for field in batch.schema.fields.indices { batch[field, row] = cell }
            batch.reject(row, .transformFailed)
        }
        batch.schema.fields.removeLast()
        batch.columns.removeLast()
    }
}

private struct Refusing: BatchConsumer {
    struct Refusal: Error {}

    mutating func consume(_ batch: inout RecordBatch) throws { throw Refusal() }
    mutating func restart() {}
}
