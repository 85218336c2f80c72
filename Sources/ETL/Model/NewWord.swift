/// A value of a column that its vocabulary lacks, or that shows another difference from the definition.
public struct NewWord: Sendable, Equatable {
    /// The source's key, or the column's name where there is none.
    public var field: String
    /// The value as it came.
    public var text: String
    /// How many rows of the batch have it.
    public var count: Int
    /// What the value shows.
    public var change: Drift.Change

    /// A word.
    public init(field: String, text: String, count: Int, change: Drift.Change = .newValue) {
        self.change = change
        self.field = field
        self.text = text
        self.count = count
    }
}

extension RecordBatch {
    /// Tells of a value that a vocabulary lacks; it stays in ``newWords`` unless its column is hidden.
    public mutating func note(_ word: NewWord) { newWords.append(word) }
}
