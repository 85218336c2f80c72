internal import ByteScan
internal import ETL

/// Looks texts up in a vocabulary.
struct CanonicalRule: TextRule {
    private let words: [[UInt8]: [UInt8]]
    private var folded: [UInt8] = []
    private var raw: [UInt8] = []
    private var unknown: [[UInt8]: Int] = [:]

    /// A column of free text has no vocabulary, and shall not fill the memory.
    private static let mostUnknown = 100

    init(_ words: [[UInt8]: [UInt8]]) { self.words = words }

    mutating func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite {
        folded.removeAll(keepingCapacity: true)
        CanonicalWords.fold(bytes, range, into: &folded)
        if let word = words[folded] {
            output.append(contentsOf: word)
            return .written
        }
        raw.removeAll(keepingCapacity: true)
        for at in range { raw.append(bytes[at]) }
        if unknown[raw] != nil || unknown.count < Self.mostUnknown { unknown[raw, default: 0] += 1 }
        return .stays
    }

    mutating func finish(_ batch: inout RecordBatch, field: Field) {
        for (text, count) in unknown.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let word = String(decoding: text, as: UTF8.self)
            batch.note(NewWord(field: field.sourceKey ?? field.name, text: word, count: count))
        }
        unknown.removeAll(keepingCapacity: true)
    }
}
