import ArgumentParser

/// Help whose examples stay on lines of their own, to be copied as they are.
///
/// The parser of arguments wraps all of a help text at the width of the terminal. It breaks lines at blanks only, so those
/// of an example are written as something else on the way through it.
enum HelpText {
    /// The columns of help that goes elsewhere than to a terminal.
    static let usualWidth = 80
    /// A blank that no line is broken at.
    private static let fixed: Character = "\u{A0}"

    /// A discussion for the parser: its indented lines are not broken.
    static func keepingExamples(_ discussion: String) -> String {
        discussion.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("  ") ? String($0.map { $0 == " " ? fixed : $0 }) : String($0) }
            .joined(separator: "\n")
    }

    /// What the parser made of it, as it is shown.
    static func shown(_ text: String) -> String { String(text.map { $0 == fixed ? " " : $0 }) }
}

extension CommandConfiguration {
    /// What the help says of a verb; the examples of its discussion are not broken.
    init(verb: String, abstract: String, discussion: String, subcommands: [any ParsableCommand.Type] = []) {
        self.init(
            commandName: verb, abstract: abstract, discussion: HelpText.keepingExamples(discussion),
            subcommands: subcommands)
    }
}
