/// The sign between the whole and the fraction of a number; the other of the two then groups thousands.
public enum DecimalSeparator: String, Sendable, Codable, CaseIterable {
    /// `1,234.50`
    case point = "."
    /// `1.234,50`
    case comma = ","

    package var byte: UInt8 { self == .point ? ASCII.dot : ASCII.comma }
    package var grouping: UInt8 { self == .point ? ASCII.comma : ASCII.dot }
}
