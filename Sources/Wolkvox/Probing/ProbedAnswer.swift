internal import ByteScan
package import ETL

/// What one answer shows of the server that gave it: no row, and no value of one.
package struct ProbedAnswer: Sendable {
    /// What the answer came to.
    package enum Outcome: Sendable {
        case rows
        /// There are no rows, in a shape that is taken for that.
        case empty(EmptyShape)
        /// The answer was no use.
        case failed(ETLError)
    }

    /// How an answer says that there are no rows.
    package enum EmptyShape: String, Sendable, CaseIterable {
        case notFound = "http_404"
        case notFoundInBody = "code_404"
        case emptyList = "empty_list"
        case emptyObject = "empty_object"
        case withoutData = "without_data"
    }

    /// What it came to.
    package var outcome: Outcome
    /// Rows received.
    package var rows: Int
    /// The version of HTTP, such as `HTTP/1.1`; nil without an answer.
    package var version: String?
    /// Whether the body was compressed.
    package var isCompressed: Bool
    /// The server's clock, in seconds since 1970-01-01T00:00:00Z; nil if the answer does not tell.
    package var serverTime: Int64?
    /// The code of the body; nil without one.
    package var code: Int?
    /// Whether the code came as a string.
    package var isCodeText: Bool
    /// The message, without markup and traces of the token; nil without one.
    package var message: String?
    /// The rows that the message counts, where it has the documented form.
    package var announcedRows: Int?

    /// What an answer shows.
    package init(
        outcome: Outcome, rows: Int = 0, version: String? = nil, isCompressed: Bool = false, serverTime: Int64? = nil,
        code: Int? = nil, isCodeText: Bool = false, message: String? = nil, announcedRows: Int? = nil
    ) {
        self.outcome = outcome
        self.rows = rows
        self.version = version
        self.isCompressed = isCompressed
        self.serverTime = serverTime
        self.code = code
        self.isCodeText = isCodeText
        self.message = message
        self.announcedRows = announcedRows
    }

    /// Why the answer was no use; nil if it was.
    package var failure: ETLError? {
        if case .failed(let error) = outcome { error } else { nil }
    }
}

extension ProbedAnswer.EmptyShape {
    /// The shape of an attempt without rows.
    init(_ attempt: Attempt) {
        self =
            switch (attempt.status, attempt.envelope.code, attempt.envelope.rows) {
            case (404, _, _): .notFound
            case (_, 404, _): .notFoundInBody
            case (_, _, .array): .emptyList
            case (_, _, .object): .emptyObject
            case (_, _, .missing), (_, _, .other): .withoutData
            }
    }
}
