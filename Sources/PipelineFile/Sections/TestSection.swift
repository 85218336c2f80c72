package import ETL
package import Settings

/// The keys of a test.
enum TestKeys {
    static let name = Setting(
        "name", .text, presence: .required, summary: "What the test shows.", example: "a dash is nothing",
        parse: TestName.parse)
    static let report = Setting(
        "report", .report, presence: .required, summary: "One of this file's reports.", example: "cdr_1")
    static let source = Setting(
        "source", .name, summary: "One of this file's sources; the first unless named.", example: "bogota")
    static let day = Setting(
        "day", .date, summary: "The day that is asked for; that of the first row unless named.", example: "2026-10-01",
        parse: { (text: String) throws(Complaint) -> Day in
            guard let day = Day(text) else { throw .notThat }
            return day
        })
    static let rows = KeyShape(
        "rows", .list(.openMapping(.anything)), summary: "Rows as the API sends them.",
        example: "[{ date: \"2026-10-01 08:15:42\", cost: \"0.0345\" }]")
    static let body = Setting(
        "body", .path, summary: "A recorded answer, relative to this file.", example: "recorded/cdr_1.json",
        parse: FilePath.parse)
    static let expect = KeyShape(
        "expect", .anyList(.openMapping(.anything)), presence: .required,
        summary: "The rows that are written, in order; columns that are not named are not looked at.",
        example: "[{ cost: 0.0345 }]")
    static let quarantined = KeyShape(
        "quarantined", .anyList(.mapping(QuarantinedKeys.shape)), summary: "The rows that go to quarantine, in order.",
        example: "[{ reason: ambiguous_decimal, field: cost }]")

    static let shape = MappingShape(
        "a test",
        [name.shape, report.shape, source.shape, day.shape, rows, body.shape, expect, quarantined],
        exactlyOneOf: [["rows", "body"]])
}

/// The keys of an item of `quarantined`.
enum QuarantinedKeys {
    static let reason = Setting<Rejection.Reason>.choice(
        "reason", presence: .required, summary: "Why the row goes there.", example: "ambiguous_decimal")
    static let field = Setting("field", .text, summary: "The field at fault.", example: "cost")
    static let value = Setting("value", .text, summary: "The value at fault.", example: "\"12,345\"")

    static let shape = MappingShape("a row in quarantine", [reason.shape, field.shape, value.shape])
}

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
