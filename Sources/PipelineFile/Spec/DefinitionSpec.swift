package import ETL

/// A report that a pipeline file defines by itself, in the shape of the catalogue's own files.
package struct DefinitionSpec: Sendable, Equatable {
    package enum Grain: Sendable, Equatable {
        case event
        case total
        case bucket(seconds: Int)
    }

    /// Which day a row belongs to: that of its own time, or the window's.
    package enum RowDay: String, Sendable, CaseIterable {
        case own
        case window
    }

    package enum FactSource: String, Sendable, CaseIterable {
        case vendorPage = "vendor_page"
        case vendorCollection = "vendor_collection"
        case observed
        case translation
        case inferred
        case user
    }

    package struct Parameter: Sendable, Equatable {
        package var name: String
        package var isRequired: Bool
        package var acceptsAll: Bool
        /// The values that the API takes; empty where they cannot be listed.
        package var values: [String]
        /// The value of a request that names none.
        package var defaultValue: String?
        package var summary: String

        package init(
            name: String, isRequired: Bool, acceptsAll: Bool, values: [String] = [], defaultValue: String? = nil,
            summary: String = ""
        ) {
            self.name = name
            self.isRequired = isRequired
            self.acceptsAll = acceptsAll
            self.values = values
            self.defaultValue = defaultValue
            self.summary = summary
        }
    }

    /// How nested data become rows.
    package enum Flatten: Sendable, Equatable {
        /// A row for each object of the list under `key`; the names of its keys get `prefix` in front.
        case list(key: String, prefix: String)
        /// A row for each value of an object, with its key under `column`.
        case object(column: String)
    }

    package struct Column: Sendable, Equatable {
        package var name: String
        package var form: ValueForm
        package var summary: String

        package init(name: String, form: ValueForm, summary: String = "") {
            self.name = name
            self.form = form
            self.summary = summary
        }
    }

    /// Small letters, digits and underscores: the name of folders, and what `api=` says in a request.
    package var name: String
    package var titleEn: String
    package var titleEs: String
    package var grain: Grain
    /// One of the columns, of the form `timestamp` or `day`.
    package var eventTime: String?
    package var rowDay: RowDay
    package var daysPerCall: Int?
    package var parameters: [Parameter]
    /// At least one, their names all different.
    package var columns: [Column]
    package var flatten: Flatten?
    /// Nil where answers have the columns' own order.
    package var answerOrder: [String]?
    package var facts: [String: FactSource]

    package init(
        name: String, titleEn: String, titleEs: String, grain: Grain, eventTime: String? = nil, rowDay: RowDay = .own,
        daysPerCall: Int? = nil, parameters: [Parameter] = [], columns: [Column], flatten: Flatten? = nil,
        answerOrder: [String]? = nil, facts: [String: FactSource] = [:]
    ) {
        self.name = name
        self.titleEn = titleEn
        self.titleEs = titleEs
        self.grain = grain
        self.eventTime = eventTime
        self.rowDay = rowDay
        self.daysPerCall = daysPerCall
        self.parameters = parameters
        self.columns = columns
        self.flatten = flatten
        self.answerOrder = answerOrder
        self.facts = facts
    }
}
