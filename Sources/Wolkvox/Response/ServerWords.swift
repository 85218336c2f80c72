internal import ByteScan
internal import ETL

/// Makes text from a server fit to be shown: one line, short, without markup and without secrets.
struct ServerWords: Sendable {
    /// What must not be shown.
    var token: Token

    /// The text as it may be shown, at most 200 characters.
    func cleaned(_ text: String) -> String {
        // A tag that does not end takes the rest with it.
        var words = String(text.prefix(Self.mostRead)).replacing(/<[^>]*>?/, with: " ")
        words = TokenTraces(token).removed(from: words)
        // Tokens are long hexadecimal numbers, and a server might show another one than ours.
        words = words.replacing(/[0-9A-Fa-f]{32,}/, with: "[token]")
        let printable = words.unicodeScalars.map { ShownText.isVisible($0) ? Character($0) : " " }
        return String(String(printable).split(separator: " ").joined(separator: " ").prefix(200))
    }

    /// Characters that are looked at; markup may take up most of them.
    private static let mostRead = 8192

    /// What an attempt's server said, between quotation marks, or nil if it said nothing.
    func quoted(_ attempt: Attempt) -> String? {
        let said = [attempt.envelope.error, attempt.envelope.message].compactMap { $0 }.filter { !$0.isEmpty }
        let text =
            said.isEmpty && attempt.isPage
            ? String(decoding: attempt.opening, as: UTF8.self) : said.joined(separator: ": ")
        let words = cleaned(text)
        return words.isEmpty ? nil : "“\(words)”"
    }
}
