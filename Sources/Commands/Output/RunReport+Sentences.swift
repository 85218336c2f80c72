import ETL
import Engine

/// Returns the differences for people: fields that vanished together are one sentence.
func driftSentences(_ met: [RunReport.MetDrift]) -> [String] {
    let vanished = Dictionary(grouping: met.filter { $0.drift.change == .vanishedField }, by: \.partition)
    var told: Set<Partition> = []
    return met.compactMap { met in
        guard let fields = vanished[met.partition]?.map(\.drift.field), met.drift.change == .vanishedField,
            fields.count > 1
        else { return met.sentence }
        guard told.insert(met.partition).inserted else { return nil }
        return
            "\(met.partition.report) of \(met.partition.source): no row of \(met.partition.day) has one of the fields "
            + fields.joined(separator: ", ")
    }
}

extension RunReport.MetDrift {
    /// The difference for people.
    fileprivate var sentence: String {
        let subject = "\(partition.report) of \(partition.source)"
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
