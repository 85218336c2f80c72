public import ETL

extension ListedValues {
    /// The lists that the vendor's servers have.
    public static let all = [
        ListedValues(name: "campaigns", key: "campaign_id"), ListedValues(name: "skills", key: "skill_id"),
        ListedValues(name: "agents", key: "agent_id"),
    ]

    /// What a source answered.
    public struct Answer: Sendable, Equatable {
        /// The values, each once, in the source's order.
        public var values: [String]
        /// Requests that it took.
        public var calls: Int

        /// An answer.
        public init(values: [String], calls: Int) {
            self.values = values
            self.calls = calls
        }
    }

    /// Asks a source for its list, with the calls of the vendor's collection that bring one.
    ///
    /// - Throws: ``ETLError`` that ends the report if the list is empty, or a row of it has no value: who asked for each
    ///   of them would miss rows without a word. And where the source doesn't answer.
    public func of(_ client: SourceClient) async throws -> Answer {
        let source = client.source
        let form = ReportDefinition(
            name: name, title: .init(en: name, es: name), grain: .event, fields: [FieldDefinition(key)])
        let call = PatientCall(
            client: client, subject: "the list of \(name) of \(source.name)",
            target: RequestTarget.information(name),
            plan: ScanPlan(report: form, unknownFields: .drop, onInvalid: .quarantine))
        var column = ValueColumn()
        let outcome: PatientCall.Outcome
        do {
            outcome = try await call.run(.first, into: &column)
        } catch var error as ETLError {
            if error.scope == .window { error.scope = .report }
            throw error
        }
        var calls = 0
        if case .complete(let tally) = outcome.extraction { calls = tally.calls }
        guard !column.values.isEmpty || column.hasRowWithout else {
            throw ETLError(
                .source, scope: .report, "The list of \(name) of \(source.name) is empty",
                advice: "Name the values in the pipeline file, or run again when there are \(name).", calls: calls)
        }
        guard !column.hasRowWithout else {
            throw ETLError(
                .source, scope: .report, "A row of the list of \(name) of \(source.name) has no \(key)",
                advice: "Name the values in the pipeline file instead.", calls: calls)
        }
        return Answer(values: column.values, calls: calls)
    }
}

/// Gathers the values of the first column, each once.
private struct ValueColumn: BatchConsumer {
    var values: [String] = []
    var hasRowWithout = false
    private var seen: Set<String> = []

    mutating func consume(_ batch: inout RecordBatch) {
        for row in 0..<batch.count {
            let text = batch.isRejected(row) ? nil : batch.text(0, row)
            guard let value = text?.split(separator: " ").joined(separator: " "), !value.isEmpty, value != "-" else {
                hasRowWithout = true
                continue
            }
            if seen.insert(value).inserted { values.append(value) }
        }
    }

    mutating func restart() { self = ValueColumn() }
}
