import ETL

/// What a field probably is, and what speaks against it.
struct FieldGuess {
    var form: ValueForm
    /// Why somebody should look at it.
    var doubt: String?

    /// Fewer values than these prove nothing.
    private static let few = 5

    /// Guesses what a field is from its name and its values.
    static func guess(_ name: String, from evidence: FieldEvidence) -> FieldGuess {
        let name = FieldName(name)
        let values = evidence.values
        guard values > 0 else {
            return FieldGuess(form: name.isFreeText ? .freeText : .text, doubt: "every value was empty")
        }
        if evidence.lists + evidence.others > 0 {
            let plain = values - evidence.lists - evidence.others
            let doubt = "\(plain) of \(values) values \(plain.choosing("is", "are")) no list or object"
            return FieldGuess(form: .json, doubt: plain > 0 ? doubt : nil)
        }
        if name.isFreeText || (evidence.hasLongText && !name.isIdentifier) { return FieldGuess(form: .freeText) }
        // Leading zeros and what joins tables together do not survive arithmetic.
        if name.isIdentifier || evidence.hasLeadingZero { return FieldGuess(form: .text) }
        guard let best = FieldEvidence.forms.first(where: { evidence.fits[$0] == values }) else {
            return FieldGuess(form: .text, doubt: disagreement(evidence))
        }
        let form = name.refined(best)
        var doubts: [String] = []
        if values < few { doubts.append("only \(values.counted("value"))") }
        if form == .duration, name.isClock { doubts.append("may be a time of day") }
        if evidence.isAmbiguous, form == .cost || form == .decimal {
            doubts.append("some values can be read in two ways; see decimal_separator")
        }
        return FieldGuess(form: form, doubt: doubts.isEmpty ? nil : doubts.joined(separator: ", "))
    }

    /// Most values look like something that the others don't.
    private static func disagreement(_ evidence: FieldEvidence) -> String? {
        let most = FieldEvidence.forms.max { evidence.fits[$0, default: 0] < evidence.fits[$1, default: 0] }
        guard let most, let fitting = evidence.fits[most], fitting * 2 > evidence.values else { return nil }
        return "\(fitting) of \(evidence.values) values \(fitting.choosing("looks", "look")) like \(most.rawValue)"
    }
}

/// What a field's name says about its values.
private struct FieldName {
    private let words: Set<String>

    init(_ name: String) {
        words = Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    var isIdentifier: Bool {
        !words.isDisjoint(with: [
            "id", "ids", "dni", "dnis", "ani", "nit", "cod", "code", "codes", "codigo", "telephone", "telephones",
            "phone",
            "phones", "tel", "telefono", "mobile", "movil", "celular", "fax", "document", "documento", "cedula",
            "account",
            "cuenta", "key", "uuid", "token", "zip", "postal", "extension", "ext", "serial", "imei",
        ]) || words.contains { $0.hasPrefix("opt") && $0.dropFirst(3).allSatisfy(\.isNumber) }
    }

    var isFreeText: Bool {
        !words.isDisjoint(with: [
            "message", "comment", "comments", "description", "subject", "body", "text", "query", "answer", "summary",
            "note", "notes", "observation", "observations", "feedback", "question",
        ])
    }

    var isClock: Bool { !words.isDisjoint(with: ["hour", "hora", "login", "logout", "start", "end", "at"]) }

    func refined(_ form: ValueForm) -> ValueForm {
        let isMoney = !words.isDisjoint(with: [
            "cost", "costs", "price", "amount", "value", "charge", "costo", "precio", "valor", "total", "balance",
        ])
        let isMinutes = !words.isDisjoint(with: ["min", "mins", "minutes", "minutos"])
        return switch form {
        case .count where !words.isDisjoint(with: ["seg", "sec", "secs", "seconds", "segundos"]): .seconds
        case .count where isMinutes, .decimal where isMinutes: .minutes
        case .count where isMoney && !words.contains("total"), .decimal where isMoney: .cost
        default: form
        }
    }
}
