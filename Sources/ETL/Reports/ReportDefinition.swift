/// A report of the Reports Manager API, described by data: what it takes, what it brings and how its rows relate to
/// time.
public struct ReportDefinition: Sendable, Equatable {
    /// What `api=` says in a request, and what folders are called.
    public var name: String
    /// What people call it.
    public var title: Title
    /// How rows relate to time.
    public var grain: ExtractLimits.Grain
    /// The field that carries each row's own time, if there is one.
    public var eventTime: String?
    /// Which day a row belongs to.
    public var rowDay: RowDay
    /// The most days that one request may cover, where a report takes fewer than others.
    public var daysPerCall: Int?
    /// What a request takes beside the dates.
    public var parameters: [Parameter]
    /// The columns, in the order in which they are written.
    public var fields: [FieldDefinition]
    /// How nested data become rows; nil where the answer is a list of rows already.
    public var flatten: FlattenRule?
    /// The keys in the order in which answers have them: a good guess makes reading fast, a wrong one is not a mistake.
    public var answerOrder: [String]
    /// Where facts of this definition come from, by their names (`fields`, `grain`, `title.es` …).
    public var facts: [String: FactSource]

    /// A report.
    public init(
        name: String, title: Title, grain: ExtractLimits.Grain, eventTime: String? = nil, rowDay: RowDay = .own,
        daysPerCall: Int? = nil, parameters: [Parameter] = [], fields: [FieldDefinition], flatten: FlattenRule? = nil,
        answerOrder: [String]? = nil, facts: [String: FactSource] = [:]
    ) {
        self.name = name
        self.title = title
        self.grain = grain
        self.eventTime = eventTime
        self.rowDay = rowDay
        self.daysPerCall = daysPerCall
        self.parameters = parameters
        self.fields = fields
        self.flatten = flatten
        self.answerOrder = answerOrder ?? fields.map(\.name)
        self.facts = facts
    }

    /// A report's name for people.
    public struct Title: Sendable, Equatable, Decodable {
        /// In English.
        public var en: String
        /// In Spanish, as the vendor's Manager shows it.
        public var es: String

        /// A title.
        public init(en: String, es: String) {
            self.en = en
            self.es = es
        }
    }

    /// Which day a row belongs to.
    public enum RowDay: String, Sendable, Decodable, CaseIterable {
        /// The day of the row's own time.
        case own
        /// The day of the window, because the API selects rows by another time than theirs.
        case window
    }

    /// Where a fact about the API comes from.
    public enum FactSource: String, Sendable, Decodable, CaseIterable {
        /// The vendor's page of the report.
        case vendorPage = "vendor_page"
        /// The vendor's public collection of requests.
        case vendorCollection = "vendor_collection"
        /// Seen in answers of live servers by third parties.
        case observed
        /// Translated by this project from the vendor's Spanish.
        case translation
        /// Concluded from several sources.
        case inferred
        /// Written by the user.
        case user
    }
}

/// One column of a report.
public struct FieldDefinition: Sendable, Equatable {
    /// The key in the answer, and the column's name.
    public var name: String
    /// How the API writes the values.
    public var form: ValueForm
    /// What the value means, in one sentence.
    public var summary: String

    /// A column.
    public init(_ name: String, _ form: ValueForm = .text, summary: String = "") {
        self.name = name
        self.form = form
        self.summary = summary
    }
}

/// What a request takes beside the dates.
public struct Parameter: Sendable, Equatable {
    /// Its name in the request.
    public var name: String
    /// Whether the API refuses requests without it.
    public var isRequired: Bool
    /// Whether the word `all` stands for every value.
    public var acceptsAll: Bool
    /// The values that the API takes; empty where they cannot be listed.
    public var values: [String]
    /// The value of a request that names none.
    public var defaultValue: String?
    /// What the value means, in one sentence.
    public var summary: String

    /// A parameter.
    public init(
        _ name: String, isRequired: Bool, acceptsAll: Bool = false, values: [String] = [],
        defaultValue: String? = nil, summary: String = ""
    ) {
        self.name = name
        self.isRequired = isRequired
        self.acceptsAll = acceptsAll
        self.values = values
        self.defaultValue = defaultValue
        self.summary = summary
    }

    /// Whether somebody must give a value: the API refuses requests without it, and nothing stands in.
    package var needsValue: Bool { isRequired && defaultValue == nil }

    /// Whether the API takes a value, as far as the definition knows.
    public func accepts(_ value: String) -> Bool {
        !value.isEmpty && (values.isEmpty || values.contains(value) || acceptsAll && value == "all")
    }
}

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

extension ReportDefinition {
    /// What windows may be, given what rows say of their time: rows of a bucket that say nothing of their day are totals
    /// of exactly one day to each caller, and rows that say no more than a day can only be told apart by whole days.
    package var windowGrain: ExtractLimits.Grain {
        guard let eventTime else { return isStamped ? .total : grain }
        let form = fields.first { $0.name == eventTime }?.form
        return rowDay == .own && form == .day ? .bucket(seconds: Self.daySeconds) : grain
    }

    /// Whether rows say nothing of their day, so that each is stamped with the window that it was asked for.
    package var isStamped: Bool { eventTime == nil && grain != .event }

    static let daySeconds = 86_400
}

/// A list that sources keep of the values of a report's parameter.
public struct ListedValues: Sendable, Hashable, CustomStringConvertible {
    /// The list's name in pipeline files and in requests.
    public var name: String
    /// The key of the value in the list's rows, and the parameter that takes it.
    public var key: String

    /// A list.
    public init(name: String, key: String) {
        self.name = name
        self.key = key
    }

    /// The name.
    public var description: String { name }
}
