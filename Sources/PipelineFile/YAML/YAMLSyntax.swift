import Settings
import Yams

/// Puts a YAML parser's complaint into words that say what to do.
enum YAMLSyntax {
    static func explain(_ error: YamlError, in source: SourceText) -> (String, Place) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = Place(mark)
            if let offset = source.offset(of: place), source.scalars[offset] == "\t" {
                return ("a tab can't indent or separate here; use spaces", place)
            }
            var message = "this isn't YAML: \(problem)"
            if let context, context.mark.line != mark.line {
                message += ", \(context.text) from line \(context.mark.line)"
            }
            if let hint = hint(for: problem) { message += "; \(hint)" }
            return (message, place)
        case .reader(let problem, let offset, _, _):
            return ("this isn't YAML: \(problem)", source.place(of: offset ?? 0))
        default:
            return ("this isn't YAML", Place(line: 1, column: 1))
        }
    }

    private static func hint(for problem: String) -> String? {
        switch problem {
        case "mapping values are not allowed in this context":
            "check the indentation, and quote a value that holds a colon and a blank"
        case "found character that cannot start any token":
            "quote a value that starts with %, @ or `"
        case "did not find expected key", "did not find expected '-' indicator":
            "check the indentation"
        case "could not find expected ':'":
            "a key needs a colon after it"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            "a bracket or a comma is missing"
        case "found unexpected end of stream":
            "a quote isn't closed"
        default: nil
        }
    }
}
