internal import ByteScan
internal import ETL

/// Makes text from a server fit to be shown: one line, short, without markup and without secrets.
struct ServerWords: Sendable {
    /// What must not be shown.
    var token: Token

    /// The text as it may be shown, at most 200 characters.
    func cleaned(_ text: String) -> String {
        var words = withoutTags(String(text.prefix(Self.mostRead)))
        words = TokenTraces(token).removed(from: words)
        words = withoutLongHexRuns(words)
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

    private func withoutTags(_ text: String) -> String {
        var result = ""
        var isInTag = false
        for character in text {
            if character == "<" { isInTag = true }
            if !isInTag { result.append(character) }
            if character == ">", isInTag {
                isInTag = false
                result.append(" ")
            }
        }
        return result
    }

    /// Tokens are long hexadecimal numbers, and a server might show another one than ours.
    private func withoutLongHexRuns(_ text: String) -> String {
        var result = ""
        var run = ""
        for character in text {
            if character.isASCII, character.isHexDigit {
                run.append(character)
            } else {
                result += run.count >= 32 ? "[token]" : run
                run = ""
                result.append(character)
            }
        }
        return result + (run.count >= 32 ? "[token]" : run)
    }
}
