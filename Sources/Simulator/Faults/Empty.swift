extension FaultKind {
    /// No rows, in one of the shapes that are known for it, whether it is true or not.
    static let empty = FaultKind(name: "empty") { settings in
        let shape = settings.choice("shape", orAlone: true, among: EmptyShape.self) ?? .notFound
        return { shape.apply(to: &$0) }
    }
}

/// The shapes of an answer without rows.
enum EmptyShape: String, CaseIterable {
    case notFound = "404"
    case notFoundInBody = "body404"
    case emptyList = "empty_list"
    case emptyObject = "empty_object"
    case missingData = "missing_data"
    case nullData = "null_data"

    /// Makes an answer that says that there are no rows.
    func apply(to answer: inout Answer) {
        answer.refuse(.noRows)
        switch self {
        case .notFound: break
        case .notFoundInBody: answer.status = 200
        case .emptyList: succeed(&answer, data: #","data":[]}"#)
        case .emptyObject: succeed(&answer, data: #","data":{}}"#)
        case .missingData: succeed(&answer, data: "}")
        case .nullData: succeed(&answer, data: #","data":null}"#)
        }
    }

    private func succeed(_ answer: inout Answer, data: String) {
        let codeIsString = answer.occasion.codeIsString
        answer.send(
            status: 200, AnswerEnvelope(code: 200, codeIsString: codeIsString, message: AnswerEnvelope.found(0)),
            data: data)
    }
}
