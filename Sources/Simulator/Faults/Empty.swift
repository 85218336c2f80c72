/// No rows, in one of the shapes that are known for it, whether it is true or not.
struct Empty: Fault {
    static let name = "empty"

    enum Shape: String, CaseIterable {
        case notFound = "404"
        case notFoundInBody = "body404"
        case emptyList = "empty_list"
        case emptyObject = "empty_object"
        case missingData = "missing_data"
        case nullData = "null_data"
    }

    private let shape: Shape

    init(_ settings: FaultSettings) {
        shape = settings.choice("shape", orAlone: true, among: Shape.self) ?? .notFound
    }

    func apply(to answer: inout Answer) { shape.apply(to: &answer) }
}

extension Empty.Shape {
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
            status: 200, Envelope(code: 200, codeIsString: codeIsString, message: Envelope.found(0)), data: data)
    }
}
