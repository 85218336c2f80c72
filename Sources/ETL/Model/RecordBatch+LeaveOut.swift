extension RecordBatch {
    /// Says that a row, though sound, isn't wanted: it is neither written nor quarantined. A row that was rejected
    /// before stays so.
    public mutating func leaveOut(_ row: Int) {
        if !isRejected(row) { leftOutRows.insert(row) }
    }

    /// Whether there is a row that isn't wanted.
    public var hasLeftOut: Bool { !leftOutRows.isEmpty }

    /// Whether a row isn't wanted.
    public func isLeftOut(_ row: Int) -> Bool { !leftOutRows.isEmpty && leftOutRows.contains(row) }

    /// Whether a row is to be written.
    public func isKept(_ row: Int) -> Bool { !isRejected(row) && !isLeftOut(row) }
}
