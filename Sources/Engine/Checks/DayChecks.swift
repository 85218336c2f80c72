internal import ETL
internal import Foundation

/// What is looked at in the rows of one day on their way to the loader: expectations, and drift.
final class DayChecks {
    private struct State {
        var expectations: [any BoundRowExpectation]
        var watch: DriftWatch
    }

    private struct Notes: Codable {
        var names: [String]
        var memories: [Data]
        var drift: DriftWatch.Memory
    }

    private let declared: [any RowExpectation]
    private var current: State
    /// As it was when the last window was kept.
    private var marked: State

    /// Checks at their beginning; `bound` are the expectations bound to the output.
    init(_ declared: [any RowExpectation], bound: [any BoundRowExpectation], watch: DriftWatch) {
        self.declared = declared
        current = State(expectations: bound, watch: watch)
        marked = current
    }

    /// Looks at rows of the current window.
    func see(_ batch: borrowing RecordBatch, rows: Range<Int>) {
        current.watch.see(batch, rows: rows)
        for index in current.expectations.indices { current.expectations[index].see(batch, rows: rows) }
    }

    /// Takes note of values that a transform's vocabulary lacks.
    func note(_ words: [NewWord]) { current.watch.note(words) }

    /// The current window counts.
    func keep() { marked = current }

    /// The current window doesn't count.
    func drop() { current = marked }

    /// Expectations that don't hold, with what is wrong.
    var breaches: [(expectation: any RowExpectation, breach: Breach)] {
        zip(declared, current.expectations).compactMap { expectation, bound in bound.breach.map { (expectation, $0) } }
    }

    /// How what came differs from the definition.
    var drift: [Drift] { current.watch.drift + breaches.flatMap(\.breach.newValues) }

    /// What the process that takes an interrupted day up must be told; nothing where it would find out by itself.
    var notes: [UInt8] {
        guard !declared.isEmpty || current.watch.isEventful else { return [] }
        let notes = Notes(
            names: declared.map(\.name), memories: current.expectations.map { Data($0.memory) },
            drift: current.watch.memory)
        return (try? JSONEncoder().encode(notes)).map { Array($0) } ?? []
    }

    /// Goes on where an interrupted process was.
    ///
    /// - Returns: false if the rows that it had kept would have to be looked at again.
    func recall(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else {
            current.watch.missedRows()
            keep()
            return declared.isEmpty
        }
        guard let notes = try? JSONDecoder().decode(Notes.self, from: Data(bytes)),
            notes.names == declared.map(\.name), notes.memories.count == declared.count
        else { return false }
        for (index, memory) in notes.memories.enumerated() {
            guard current.expectations[index].recall(Array(memory)) else { return false }
        }
        current.watch.recall(notes.drift)
        keep()
        return true
    }
}
