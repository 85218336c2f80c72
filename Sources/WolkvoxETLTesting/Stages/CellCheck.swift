internal import ByteScan
internal import ETL

/// Whether cells hold what a loader may copy without a look.
enum CellCheck {
    static func isValid(_ cell: Cell, as type: FieldType, in batch: RecordBatch) -> Bool {
        if cell.isNull { return true }
        guard cell.range.upperBound <= batch.bytes.count else { return false }
        let bytes = Array(batch.bytes[cell.range])
        switch type {
        case .text: return isText(cell, bytes)
        case .integer: return cell.kind == .number && Int64(String(decoding: bytes, as: UTF8.self)) != nil
        case .decimal: return cell.kind == .number && isPlainNumber(bytes)
        case .timestamp: return cell.kind == .text && (bytes.count == 25) && bytes[10] == UInt8(ascii: "T")
        case .day: return cell.kind == .text && Day(String(decoding: bytes, as: UTF8.self)) != nil
        case .json: return cell.kind == .composite
        }
    }

    private static func isText(_ cell: Cell, _ bytes: [UInt8]) -> Bool {
        guard String(validating: bytes, as: UTF8.self) != nil, bytes.allSatisfy({ $0 >= ASCII.space }) else {
            return false
        }
        let isPlain = !bytes.contains { $0 == ASCII.quote || $0 == ASCII.backslash }
        return cell.kind == .text ? isPlain : cell.kind == .escaped && JSONText.isCanonical(bytes.span, bytes.indices)
    }

    private static func isPlainNumber(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil
    }
}

/// The sentences that one run of a suite gathers.
final class Findings {
    private(set) var sentences: [String] = []

    /// Adds a sentence unless something holds; each sentence counts once.
    func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) {
        guard !holds else { return }
        let sentence = otherwise()
        if !sentences.contains(sentence) { sentences.append(sentence) }
    }
}
