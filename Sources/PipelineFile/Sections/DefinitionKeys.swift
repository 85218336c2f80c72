import ETL
import Settings
import Transforms

/// The keys of a definition: those of the catalogue's own files.
enum DefinitionKeys {
    static let name = Setting(
        "name", .reportName, presence: .required,
        summary: "What `api=` says in a request, and what folders are called.", example: "sales_2",
        parse: ReportName.parse)
    static let title = KeyShape(
        "title", .either(.text, .mapping(TitleKeys.shape)), summary: "What people call the report.",
        example: "{ en: Sales, es: Ventas }")
    static let plainTitle = Setting.text("title", summary: title.summary, example: "Sales")
    static let grain = Setting<ExtractLimits.Grain.Word>.choice(
        "grain", presence: .required,
        summary: "How rows relate to time: events, totals of a whole day, or totals of stretches of it.",
        example: "event")
    static let bucketSeconds = Setting.integer(
        "bucket_seconds", 1...86_400, presence: .optional,
        summary: "The length of the stretches, with `grain: bucket`.",
        example: "3600")
    static let eventTime = Setting(
        "event_time", .field, summary: "The field that holds each row's own time; its form is timestamp or day.",
        example: "date")
    static let rowDay = Setting<ReportDefinition.RowDay>.choice(
        "row_day", presence: .defaulted("own"),
        summary: "The day that a row belongs to: of its own time, or of the window that was asked for.", example: "own")
    static let daysPerCall = Setting.integer(
        "days_per_call", 1...31, presence: .optional,
        summary: "The most days of one call, where the report takes fewer than 31.",
        example: "1")
    static let parameters = KeyShape(
        "parameters", .list(.mapping(DefinitionParameterKeys.shape)), summary: "What a request takes beside the dates.",
        example: "[{ name: campaign_id, required: true }]")
    static let fields = KeyShape(
        "fields", .list(.mapping(DefinitionFieldKeys.shape)), presence: .required,
        summary: "The columns, in the order in which they are written.",
        example: "[{ name: date, form: timestamp }, { name: agent_id }]")
    static let flatten = KeyShape(
        "flatten", .mapping(FlattenKeys.shape), summary: "How nested data become rows, one for each leaf.",
        example: "{ list: products, prefix: product_ }")
    static let answerOrder = KeyShape(
        "answer_order", .list(.field),
        summary:
            "The fields in the order in which answers have them, where it is another; a wrong guess is not a mistake.",
        example: "[agent_id, date]")
    static let facts = KeyShape(
        "facts", .openMapping(.choice(ReportDefinition.FactSource.allCases.map(\.rawValue))),
        summary: "Where what the definition says comes from.", example: "{ fields: observed }")

    static let shape = MappingShape(
        "a definition",
        [
            name.shape, title, grain.shape, bucketSeconds.shape, eventTime.shape, rowDay.shape, daysPerCall.shape,
            parameters, fields, flatten, answerOrder, facts,
        ])
}

/// The keys of a definition's `title`.
enum TitleKeys {
    static let en = Setting.text("en", presence: .required, summary: "In English.", example: "Sales")
    static let es = Setting.text("es", presence: .required, summary: "In Spanish.", example: "Ventas")

    static let shape = MappingShape("a title", [en.shape, es.shape])
}

/// The keys of a definition's `flatten`.
enum FlattenKeys {
    static let list = Setting(
        "list", .text, summary: "The key of a list of objects: a row for each, which repeats the rest of the record.",
        example: "products", parse: ColumnName.parse)
    static let prefix = Setting.text(
        "prefix", presence: .defaulted(""), summary: "What stands before the names of the list's own keys.",
        example: "product_")
    static let object = Setting(
        "object", .field, summary: "The field for the keys of an object whose values are the records: a row for each.",
        example: "time_range")

    static let shape = MappingShape(
        "flatten", [list.shape, prefix.shape, object.shape], exactlyOneOf: [["list", "object"]])
}

/// The keys of one of a definition's `fields`.
enum DefinitionFieldKeys {
    static let name = Setting(
        "name", .text, presence: .required,
        summary: "The key in the answer, spelt as the API spells it, and the column's name.", example: "agent_id",
        parse: ColumnName.parse)
    static let form = Setting.choice(
        "form", of: ValueReader.all.map(\.form), presence: .defaulted("text"),
        summary: "How the API writes the values.",
        example: "timestamp")
    static let summary = Setting.text(
        "summary", presence: .defaulted(""), summary: "What the value means.", example: "Number of the agent.")

    static let shape = MappingShape("a field", [name.shape, form.shape, summary.shape])
}

/// The keys of one of a definition's `parameters`.
enum DefinitionParameterKeys {
    static let name = Setting(
        "name", .name, presence: .required, summary: "Its name in the request.", example: "campaign_id",
        parse: FolderName.parse)
    static let required = Setting.flag(
        "required", presence: .defaulted("false"), summary: "Whether the API refuses requests without it.",
        example: "true")
    static let acceptsAll = Setting.flag(
        "accepts_all", presence: .defaulted("false"), summary: "Whether the word `all` stands for every value.",
        example: "true")
    static let values = KeyShape(
        "values", .list(.parameterValue), summary: "The values that the API takes, where they can be listed.",
        example: "[first, second]")
    static let value = Setting(values.item(.parameterValue), ParameterValue.parse)
    static let defaultValue = Setting(
        "default", .parameterValue, summary: "The value of a request that names none.", example: "first",
        parse: ParameterValue.parse)
    static let summary = Setting.text(
        "summary", presence: .defaulted(""), summary: "What the value means.", example: "Number of a campaign.")

    static let shape = MappingShape(
        "a parameter", [name.shape, required.shape, acceptsAll.shape, values, defaultValue.shape, summary.shape])
}
