/// What stands around the rows: `code`, `error`, `msg`, `data`.
struct AnswerEnvelope: Sendable {
    var code: Int
    var codeIsString = false
    var error: String?
    var message: String

    func head(spelling: JSONSpelling) -> [UInt8] {
        let code = codeIsString ? "\"\(code)\"" : "\(code)"
        let error = error.map { spelling.quoted($0) } ?? Array("null".utf8)
        return Array(#"{"code":\#(code),"error":"#.utf8) + error + Array(#","msg":"#.utf8) + spelling.quoted(message)
    }

    static func found(_ rows: Int) -> String {
        "\(rows) records were found"
    }
}

/// The answers other than rows, with the vendor's texts where they are published; what only the simulator can say of itself
/// follows in parentheses. The wording for no rows, for a range
/// that is too long and for maintenance is not: those texts keep to what users of the API report about them.
enum Refusal: Error, Equatable {
    case unknownAPI
    /// A report that neither the catalogue nor a pipeline file that the simulator knows has.
    case unknownReport
    case missingParameters
    case badDates
    case missingToken
    case badToken
    /// A token that is shorter than the simulator takes.
    case shortToken(least: Int)
    case quotaSpent
    case tooManyAtOnce(Int)
    case maintenance
    case noRows
    case wrongMethod
    case rangeTooLong(days: Int)

    var status: Int {
        switch self {
        case .unknownAPI, .unknownReport, .missingParameters, .badDates: 400
        case .missingToken: 401
        case .badToken, .shortToken, .quotaSpent, .tooManyAtOnce, .maintenance: 403
        case .noRows: 404
        case .wrongMethod: 405
        case .rangeTooLong: 416
        }
    }

    var error: String {
        switch status {
        case 400: "BAD REQUEST"
        case 401: "UNAUTHORIZED"
        case 403: "FORBIDDEN"
        case 404: "NOT FOUND"
        case 405: "METHOD NOT ALLOWED"
        default: "REQUESTED RANGE NOT SATISFIABLE"
        }
    }

    var message: String {
        switch self {
        case .unknownAPI: "THE API YOU WANT TO CONSULT DOES NOT EXIST"
        case .unknownReport:
            "\(Refusal.unknownAPI.message) (the simulator serves a pipeline file's own reports with --pipeline FILE)"
        case .missingParameters: "SOME PARAMETERS ARE REQUIRED"
        case .badDates: "PLEASE VALIDATE THE FORMAT OF THE DATES (YYYYmmddHHiiss)"
        case .missingToken: "PLEASE ENTER THE WOLKVOX-TOKEN"
        case .badToken: "PLEASE VALIDATE TOKEN"
        case .shortToken(let least):
            "\(Refusal.badToken.message) (the simulator takes any token of \(least) characters or more)"
        case .quotaSpent: "TOKEN LIMIT EXCEEDED"
        case .tooManyAtOnce(let limit): "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (\(limit))"
        case .maintenance: "THE API IS NOT AVAILABLE, THE SERVER IS IN BACKUP OR MAINTENANCE"
        case .noRows: "NO RECORDS WERE FOUND, PLEASE VALIDATE THE DATES ENTERED"
        case .wrongMethod: "THE METHOD IS NOT ALLOWED"
        case .rangeTooLong(let days): "THE RANGE OF DATES MUST NOT EXCEED \(days) DAYS"
        }
    }

    func envelope(codeIsString: Bool) -> AnswerEnvelope {
        AnswerEnvelope(code: status, codeIsString: codeIsString, error: error, message: message)
    }
}
