/// What stands around the rows: `code`, `error`, `msg`, `data`.
struct Envelope: Sendable {
    var code: Int
    var codeIsString = false
    var error: String?
    var message: String

    func head(spelling: JSONSpelling) -> [UInt8] {
        var out = Array(#"{"code":"#.utf8)
        out.append(contentsOf: codeIsString ? Array("\"\(code)\"".utf8) : Array("\(code)".utf8))
        out.append(contentsOf: #","error":"#.utf8)
        if let error { spelling.append(error, to: &out) } else { out.append(contentsOf: "null".utf8) }
        out.append(contentsOf: #","msg":"#.utf8)
        spelling.append(message, to: &out)
        return out
    }

    static func found(_ rows: Int) -> String {
        "\(rows) records were found"
    }
}
