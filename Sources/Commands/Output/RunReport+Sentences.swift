import ETL
import Engine

/// Returns the differences for people: fields that vanished together are one sentence.
func driftSentences(_ drift: DriftLog) -> [String] {
    var sentences: [String] = []
    var ofOneDay: [DriftLog.Entry] = []
    for entry in drift {
        if let last = ofOneDay.last, last.partition != entry.partition {
            sentences += ofOneDay.sentences
            ofOneDay = []
        }
        ofOneDay.append(entry)
    }
    return sentences + ofOneDay.sentences
}

extension [DriftLog.Entry] {
    /// The differences of one partition for people.
    fileprivate var sentences: [String] {
        let vanished = filter { $0.drift.change == .vanishedField }
        guard vanished.count > 1 else { return map(\.sentence) }
        let partition = vanished[0].partition
        let fields = vanished.map(\.drift.field).joined(separator: ", ")
        let together = "\(partition.table): no row of \(partition.day) has one of the fields \(fields)"
        return compactMap { entry in
            guard entry.drift.change == .vanishedField else { return entry.sentence }
            return entry == vanished[0] ? together : nil
        }
    }
}

extension DriftLog.Entry {
    /// The difference for people.
    fileprivate var sentence: String {
        let subject = partition.table
        let example = drift.example.map { ", such as \"\($0)\"" } ?? ""
        switch drift.change {
        case .newField:
            return "\(subject): the API sends a field that the definition lacks: \(drift.field)\(example)"
        case .vanishedField:
            return "\(subject): no row of \(partition.day) has the field \(drift.field)"
        case .mixedSeparators:
            return
                "\(subject): \(drift.field) has comma decimals and also a dot before exactly three digits\(example), "
                + "which is read as a decimal sign; set decimal_separator of the source if it groups thousands"
        case .newValue:
            return "\(subject): \(drift.field) has a value that its vocabulary lacks\(example)"
        }
    }
}

extension SilentSource {
    /// What it says, in one sentence.
    var sentence: String {
        "\(source) gave no row of \(reports.joined(separator: ", ")) from \(days.lowerBound) to \(days.upperBound): check its"
            + " server number, its token's rights and its time_zone"
    }
}
