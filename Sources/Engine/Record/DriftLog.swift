public import ETL

/// How the sources of a run differ from their definitions: each difference once, with its oldest day.
///
/// Hundreds of sources differ in the same way: what differs is kept once for all of them.
public struct DriftLog: Sendable {
    /// A difference, and the oldest partition that shows it.
    public struct Entry: Sendable, Equatable {
        /// Where it was met.
        public let partition: Partition
        /// What differs.
        public let drift: Drift
    }

    /// What is the same difference in all days of one report of a source.
    private struct Kind: Hashable {
        let change: Drift.Change
        let field: String
        /// A new value is another difference than the next one; other examples are not.
        let value: String?
    }

    private struct Owner: Hashable {
        let report: String
        let source: String
    }

    private struct Place: Hashable {
        let owner: Int32
        let kind: Int32
    }

    private struct Sight {
        var day: Day
        /// The place of the example, among ``examples``.
        var example: Int32
        /// How many came before it.
        let order: Int
    }

    private var owners = Numbering<Owner>()
    private var kinds = Numbering<Kind>()
    private var examples = Numbering<String?>()
    private var sights: [Place: Sight] = [:]
    private var seen = 0

    /// No differences.
    public init() {}

    /// Adds a difference, unless an older day has shown it.
    public mutating func record(_ drift: Drift, of partition: Partition) {
        let kind = Kind(
            change: drift.change, field: drift.field, value: drift.change == .newValue ? drift.example : nil)
        let place = Place(
            owner: owners.number(of: Owner(report: partition.report, source: partition.source)),
            kind: kinds.number(of: kind))
        if let known = sights[place], known.day <= partition.day { return }
        sights[place] = Sight(day: partition.day, example: examples.number(of: drift.example), order: seen)
        seen += 1
    }
}

extension DriftLog: Sequence {
    /// Whether there are none.
    public var isEmpty: Bool { sights.isEmpty }

    /// The differences, ordered by report, source and day; those of one partition as they came.
    public func makeIterator() -> AnyIterator<Entry> {
        var left = sights.sorted { first, second in
            let (one, other) = (owners[first.key.owner], owners[second.key.owner])
            return (one.report, one.source, first.value.day, first.value.order)
                < (other.report, other.source, second.value.day, second.value.order)
        }.makeIterator()
        return AnyIterator {
            guard let (place, sight) = left.next() else { return nil }
            let (owner, kind) = (owners[place.owner], kinds[place.kind])
            return Entry(
                partition: Partition(report: owner.report, source: owner.source, day: sight.day),
                drift: Drift(kind.change, field: kind.field, example: examples[sight.example]))
        }
    }
}

/// Values with numbers, so that a value that many have takes four bytes for each of them.
private struct Numbering<Value: Hashable & Sendable>: Sendable {
    private var values: [Value] = []
    private var numbers: [Value: Int32] = [:]

    mutating func number(of value: Value) -> Int32 {
        if let number = numbers[value] { return number }
        let number = Int32(values.count)
        values.append(value)
        numbers[value] = number
        return number
    }

    subscript(number: Int32) -> Value { values[Int(number)] }
}
