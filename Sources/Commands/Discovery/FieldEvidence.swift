import ByteScan
import ETL

/// What the values of one field look like, counted; no value is kept.
struct FieldEvidence {
    /// Forms that a value can be told to have by how it is written, the strictest first.
    static let forms: [ValueForm] = [.timestamp, .day, .duration, .percent, .count, .decimal]

    /// Values that say something.
    private(set) var values = 0
    /// Among them those of each form.
    private(set) var fits: [ValueForm: Int] = [:]
    /// Those that are lists of objects, or empty lists.
    private(set) var lists = 0
    /// Those that are other lists or objects.
    private(set) var others = 0
    private(set) var hasLeadingZero = false
    private(set) var hasLongText = false
    private(set) var isAmbiguous = false
    /// The fields of a list's objects, in the order of their first appearance.
    private(set) var inner = FieldTable()

    mutating func see(_ value: JSONParts) {
        switch value.kind {
        case .object:
            values += 1
            others += 1
        case .list:
            values += 1
            let items = value.items
            if items.allSatisfy({ $0.kind == .object }) { lists += 1 } else { others += 1 }
            for item in items where item.kind == .object { inner.see(item) }
        case .word where value.shown == "null": break
        case .text, .number, .word: see(text: value.bytes)
        }
    }

    private mutating func see(text: [UInt8]) {
        let bytes = text.span
        let range = Blanks.trim(bytes, 0..<text.count)
        guard !range.isEmpty, !(range.count == 1 && bytes[range.lowerBound] == ASCII.minus) else { return }
        values += 1
        if range.count > 60 || text.contains(0x0A) { hasLongText = true }
        if range.count > 1, bytes[range.lowerBound] == ASCII.zero, ASCII.areDigits(bytes, range) {
            hasLeadingZero = true
        }
        for form in Self.forms where fits(form, in: bytes, range: range) { fits[form, default: 0] += 1 }
    }

    private mutating func fits(_ form: ValueForm, in bytes: Span<UInt8>, range: Range<Int>) -> Bool {
        var written: [UInt8] = []
        let last = bytes[range.upperBound - 1]
        switch form {
        // Digits alone would be a time and a day too; only what is written as one is taken for one here.
        case .timestamp: return bytes.holds(ASCII.colon, in: range) && DateTimeText(bytes, range) != nil
        case .day: return range.count == 10 && DayText(bytes, range) != nil
        case .duration:
            return bytes.holds(ASCII.colon, in: range) && DurationText.read(bytes, range, into: &written) != .invalid
        case .percent:
            return last == UInt8(ascii: "%")
                && PercentText.read(bytes, range, separator: nil, into: &written) != .invalid
        // More digits than any count has are an id's.
        case .count: return range.count <= 12 && IntegerText.read(bytes, range, into: &written) != .invalid
        default:
            let reading = DecimalText.read(bytes, range, separator: nil, currency: true, into: &written)
            if reading == .ambiguous { isAmbiguous = true }
            return reading != .invalid
        }
    }
}

/// Fields in the order of their first appearance.
struct FieldTable {
    private(set) var rows = 0
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]
    private var evidence: [FieldEvidence] = []

    subscript(name: String) -> FieldEvidence { places[name].map { evidence[$0] } ?? FieldEvidence() }

    mutating func see(_ object: JSONParts) {
        rows += 1
        for member in object.members ?? [] {
            let place = places[member.key] ?? names.endIndex
            if place == names.endIndex {
                names.append(member.key)
                evidence.append(FieldEvidence())
                places[member.key] = place
            }
            evidence[place].see(member.value)
        }
    }
}

extension Span<UInt8> {
    fileprivate func holds(_ byte: UInt8, in range: Range<Int>) -> Bool {
        for at in range where self[at] == byte { return true }
        return false
    }
}
