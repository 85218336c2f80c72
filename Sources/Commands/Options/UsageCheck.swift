import ArgumentParser
import ETL

/// Finds out whether the arguments name a command before they are parsed, so that a missing or misspelled one is an error
/// that says what was meant.
enum UsageCheck {
    /// What is wrong with the name of the command; nil if nothing is.
    static func mistake(in arguments: [String], of root: any ParsableCommand.Type) -> Failure? {
        var command = root
        var program = "wolkvox-etl"
        var rest = arguments[...]
        while !command.configuration.subcommands.isEmpty {
            let known = command.configuration.subcommands
            let names = known.compactMap { $0.configuration.commandName }
            guard let word = rest.popFirst() else {
                return Failure(
                    .usage, "\(program) needs a command: \(names.joined(separator: ", "))",
                    advice: "`\(program) --help` describes them")
            }
            if word.hasPrefix("-") || word == "help" { return nil }
            guard let next = known.first(where: { $0.configuration.commandName == word }) else {
                let guess = NearestName.of(word, among: names).map { "Did you mean `\(program) \($0)`? " } ?? ""
                return Failure(
                    .usage, "\(program) has no command '\(word)'",
                    advice: guess + "`\(program) --help` lists the commands")
            }
            command = next
            program += " \(word)"
        }
        return nil
    }

    /// Whether the arguments ask for messages as JSON, also where they are otherwise wrong.
    static func asksForJSON(_ arguments: [String]) -> Bool {
        arguments.contains("--log-format=json")
            || zip(arguments, arguments.dropFirst()).contains { $0 == ("--log-format", "json") }
    }
}
