/// Fills in `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$` from an environment.
///
/// A variable's value is taken as it is: nothing in it is filled in again.
enum Interpolation {
    struct Outcome: Equatable {
        var text = ""
        /// Whether any of the text came from a placeholder.
        var hasPlaceholder = false
        /// The name behind the first dollar without braces, as a shell would fill it in; nothing does here.
        var bareName: String?
        /// What is wrong, in words that hold no value of a variable.
        var mistakes: [String] = []
        /// The names of variables that are missing.
        var unset: [String] = []
    }

    static func fill(_ text: String, from environment: [String: String]) -> Outcome {
        var outcome = Outcome()
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            outcome.text += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "$" {
                outcome.text += "$"
                rest = rest.dropFirst()
            } else if rest.first == "{" {
                outcome.hasPlaceholder = true
                guard let close = rest.firstIndex(of: "}") else {
                    outcome.mistakes.append(
                        "a placeholder that starts with ${ isn't closed with }; write $$ for a dollar")
                    return outcome
                }
                let body = rest[rest.index(after: rest.startIndex)..<close]
                substitute(body, from: environment, into: &outcome)
                rest = rest[rest.index(after: close)...]
            } else {
                outcome.text += "$"
                let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                if outcome.bareName == nil, let first = name.first, !first.isNumber { outcome.bareName = String(name) }
            }
        }
        outcome.text += rest
        return outcome
    }

    private static func substitute(
        _ body: Substring, from environment: [String: String], into outcome: inout Outcome
    ) {
        let name = body.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let operation = body[name.endIndex...]
        let isNamed = name.first.map { !$0.isNumber } ?? false
        let isKnown = operation.isEmpty || operation.hasPrefix(":-") || operation.hasPrefix(":?")
        guard isNamed, isKnown, !operation.contains("${") else {
            // The body is not shown: somebody may have put a token between the braces.
            outcome.mistakes.append(
                "a placeholder is ${NAME}, ${NAME:-default} or ${NAME:?message}, with letters, digits and _ in the name"
            )
            return
        }
        let value = environment[String(name)]
        if operation.isEmpty {
            if let value {
                outcome.text += value
            } else {
                outcome.unset.append(String(name))
                outcome.mistakes.append(
                    "the environment variable \(name) isn't set; set it, or write ${\(name):-default}")
            }
        } else if let value, !value.isEmpty {
            outcome.text += value
        } else if operation.hasPrefix(":-") {
            outcome.text += operation.dropFirst(2).replacing("$$", with: "$")
        } else {
            let reason = operation.dropFirst(2)
            outcome.unset.append(String(name))
            let absence = "the environment variable \(name) isn't set or is empty"
            outcome.mistakes.append(reason.isEmpty ? absence : "\(absence): \(reason)")
        }
    }
}
