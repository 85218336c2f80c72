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
        case inferred
        case user
    }

    package struct Parameter: Sendable, Equatable {
        package var name: String
        package var isRequired: Bool
        package var acceptsAll: Bool
        package var summary: String

        package init(name: String, isRequired: Bool, acceptsAll: Bool, summary: String) {
            self.name = name
            self.isRequired = isRequired
            self.acceptsAll = acceptsAll
            self.summary = summary
        }
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

    /// A name that can be a folder's, and what `api=` says in a request.
    package var name: String
    package var titleEn: String
    package var titleEs: String
    package var grain: Grain
    /// One of the columns, of the form `timestamp`.
    package var eventTime: String?
    package var rowDay: RowDay
    package var daysPerCall: Int?
    package var parameters: [Parameter]
    /// At least one, their names all different.
    package var columns: [Column]
    /// Nil where answers have the columns' own order.
    package var answerOrder: [String]?
    package var facts: [String: FactSource]

    package init(
        name: String, titleEn: String, titleEs: String, grain: Grain, eventTime: String? = nil, rowDay: RowDay = .own,
        daysPerCall: Int? = nil, parameters: [Parameter] = [], columns: [Column], answerOrder: [String]? = nil,
        facts: [String: FactSource] = [:]
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
        self.answerOrder = answerOrder
        self.facts = facts
    }
}
