internal import ETL

/// The times of the rows of a batch, as the column gives them that the schema names as its event time.
struct EventTimes {
    /// Whether the column is that one; of any other nothing is kept.
    let isKept: Bool
    private var times: [LocalTime?] = []

    init(isKept: Bool) { self.isKept = isKept }

    mutating func begin(rows: Int) {
        guard isKept else { return }
        times.removeAll(keepingCapacity: true)
        times.append(contentsOf: repeatElement(nil, count: rows))
    }

    mutating func keep(_ time: @autoclosure () -> LocalTime, of row: Int) {
        if isKept { times[row] = time() }
    }

    /// Hands the times to the batch; a row without one belongs to no day, and is rejected.
    func finish(_ batch: inout RecordBatch, field: Int) {
        guard isKept else { return }
        for row in times.indices where times[row] == nil && !batch.isRejected(row) {
            batch.reject(row, .missingTimestamp, field: batch.schema.fields[field].key)
        }
        batch.times.replaceSubrange(..<batch.times.count, with: times)
    }
}

/// A converter whose column may be the event time.
protocol TimeConverter: ValueConverter {
    var times: EventTimes { get set }
}

extension TimeConverter {
    mutating func begin(rows: Int) { times.begin(rows: rows) }

    /// A row without a readable time is rejected whatever the batch says about invalid values.
    func refuse(_ batch: inout RecordBatch, field: Int, row: Int, reason: Rejection.Reason) {
        guard times.isKept else { return batch.invalid(field: field, row: row, reason: reason) }
        batch.reject(row, reason, field: batch.schema.fields[field].key, value: batch.text(field, row))
    }

    func finish(_ batch: inout RecordBatch, field: Int) { times.finish(&batch, field: field) }
}
