import ETL
import Engine

extension RunReport.MetDrift {
    /// The difference for people.
    var sentence: String {
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
