package import ETL
package import Settings

/// A test that a pipeline file has of itself: what the API sends, and what comes of it.
package struct TestSpec: Sendable, Equatable {
    /// What the API sends.
    package enum Input: Sendable, Equatable {
        /// Rows, each as JSON.
        case rows([String])
        /// The path of a recorded answer; a relative one starts at the pipeline file's folder.
        case body(String)
    }

    /// What a column is expected to hold.
    package enum Value: Sendable, Equatable {
        case null
        /// Exactly this text.
        case text(String)
        /// A number or a truth value of these characters, or a text of them.
        case plain(String)
        /// An object or list, as JSON.
        case json(String)
    }

    package struct Row: Sendable, Equatable {
        package struct Cell: Sendable, Equatable {
            package var column: String
            package var value: Value
        }

        /// The columns that are looked at, in the file's order.
        package var cells: [Cell]
    }

    package struct Quarantined: Sendable, Equatable {
        package var reason: String
        /// Nil: any field.
        package var field: String?
        /// Nil: any value.
        package var value: String?
    }

    /// Where values stand in the file, so that they can be replaced.
    package struct Places: Sendable, Equatable {
        package var test: Place
        package var expect: Value
        package var quarantined: Value?

        /// A key's value.
        package struct Value: Sendable, Equatable {
            package var key: Place
            package var value: Place
        }
    }

    package var name: String
    package var report: String
    /// The first of the file where none is named.
    package var source: String?
    /// The day that is asked for; nil leaves it to the rows.
    package var day: Day?
    package var input: Input
    package var expect: [Row]
    package var quarantined: [Quarantined]
    package var places: Places
}
