extension ReportDefinition {
    /// The columns that rows have before any transformer: the report's own, the stamps of the window if rows say nothing
    /// of their day, and the one for unknown fields if they are kept.
    public func schema(unknownFields: UnknownFieldPolicy = .keep) -> Schema {
        var columns = fields.map {
            Field(Partition.columnName($0.name), form: $0.form, origin: $0.name, summary: $0.summary)
        }
        if isStamped {
            columns.append(Field(Self.windowStart, .timestamp, summary: "First second that the row counts."))
            columns.append(Field(Self.windowEnd, .timestamp, summary: "Last second that the row counts."))
        }
        if unknownFields == .keep {
            columns.append(Field(Schema.extraName, .json, summary: "Fields that the definition lacks."))
        }
        // A time by which the API doesn't select decides about nothing, and may be missing.
        return Schema(fields: columns, eventTime: rowDay == .own ? eventTime.map(Partition.columnName) : nil)
    }

    /// The keys in the order in which answers are expected to have them, every field among them once.
    package var scanOrder: [String] {
        let known = Set(fields.map(\.name))
        var order = answerOrder.filter { known.contains($0) }
        let listed = Set(order)
        order += fields.map(\.name).filter { !listed.contains($0) }
        return order
    }

    package static let windowStart = "window_start"
    package static let windowEnd = "window_end"
}
