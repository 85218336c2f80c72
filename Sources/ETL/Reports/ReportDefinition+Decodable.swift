/// The form of a definition file: `grain` is `event`, `total` or `bucket` (then with `bucket_seconds`); what is left out
/// has its usual value.
extension ReportDefinition: Decodable {
    private enum Key: String, CodingKey {
        case name, title, grain, parameters, fields, flatten, facts
        case bucketSeconds = "bucket_seconds"
        case eventTime = "event_time"
        case rowDay = "row_day"
        case daysPerCall = "days_per_call"
        case answerOrder = "answer_order"
    }

    /// Reads a definition.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let grain: ExtractLimits.Grain =
            switch try values.decode(ExtractLimits.Grain.Word.self, forKey: .grain) {
            case .event: .event
            case .total: .total
            case .bucket: .bucket(seconds: try values.decode(Int.self, forKey: .bucketSeconds))
            }
        self.init(
            name: try values.decode(String.self, forKey: .name),
            title: try values.decode(Title.self, forKey: .title),
            grain: grain,
            eventTime: try values.decodeIfPresent(String.self, forKey: .eventTime),
            rowDay: try values.decodeIfPresent(RowDay.self, forKey: .rowDay) ?? .own,
            daysPerCall: try values.decodeIfPresent(Int.self, forKey: .daysPerCall),
            parameters: try values.decodeIfPresent([Parameter].self, forKey: .parameters) ?? [],
            fields: try values.decode([FieldDefinition].self, forKey: .fields),
            flatten: try values.decodeIfPresent(FlattenRule.self, forKey: .flatten),
            answerOrder: try values.decodeIfPresent([String].self, forKey: .answerOrder),
            facts: try values.decodeIfPresent([String: FactSource].self, forKey: .facts) ?? [:])
    }
}

extension FieldDefinition: Decodable {
    private enum Key: String, CodingKey {
        case name, form, summary
    }

    /// Reads a column.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            try values.decode(String.self, forKey: .name),
            try values.decodeIfPresent(ValueForm.self, forKey: .form) ?? .text,
            summary: try values.decodeIfPresent(String.self, forKey: .summary) ?? "")
    }
}

extension Parameter: Decodable {
    private enum Key: String, CodingKey {
        case name, required, values, summary
        case acceptsAll = "accepts_all"
        case defaultValue = "default"
    }

    /// Reads a parameter.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            try values.decode(String.self, forKey: .name),
            isRequired: try values.decodeIfPresent(Bool.self, forKey: .required) ?? false,
            acceptsAll: try values.decodeIfPresent(Bool.self, forKey: .acceptsAll) ?? false,
            values: try values.decodeIfPresent([String].self, forKey: .values) ?? [],
            defaultValue: try values.decodeIfPresent(String.self, forKey: .defaultValue),
            summary: try values.decodeIfPresent(String.self, forKey: .summary) ?? "")
    }
}
