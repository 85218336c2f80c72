/// Removes the rows of people who asked to be forgotten from what is committed.
public protocol Eraser {
    /// Removes rows of a partition through a commit like any other: the partition is untouched if none of its rows goes.
    ///
    /// - Parameters:
    ///   - manifest: what the partition's manifest says.
    ///   - rows: finds the rows that go.
    /// - Returns: how many rows went.
    /// - Throws: ``ETLError`` if the partition cannot be rewritten; it is untouched then.
    func erase(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int
    /// Returns how many rows ``erase(_:_:)`` would remove.
    func count(_ manifest: Manifest, _ rows: any ErasedRows) async throws -> Int
}

/// Finds the rows that are to be removed.
public protocol ErasedRows: Sendable {
    /// Whether a row of a data file goes.
    ///
    /// - Parameter value: the value of a column as the file has it; nil for null, and for a column that is not there.
    /// - Returns: whether it goes.
    func contains(_ value: (_ column: String) -> [UInt8]?) -> Bool
    /// Whether a row in quarantine goes.
    func contains(_ row: QuarantinedRow) -> Bool
    /// Whether a text for people, such as the example of a change, holds one of the values.
    func isNamed(in text: String) -> Bool
}
