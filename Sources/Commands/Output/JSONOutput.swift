import Foundation

/// Writes what a program reads: JSON with keys in a fixed order of their own and without escaped slashes.
enum JSONOutput {
    /// The JSON of a value; names become snake case unless they are to be kept.
    static func text(_ value: some Encodable, keepingNames: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = keepingNames ? .useDefaultKeys : .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
