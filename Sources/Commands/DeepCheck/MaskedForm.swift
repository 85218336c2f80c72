/// Shows how a text is written without showing what it says.
enum MaskedForm {
    /// The most characters that a form shows.
    private static let longest = 48

    /// The text with each digit as `9`, each letter as `x`, or `X` where it is a capital, and signs beyond ASCII as `?`.
    static func of(_ text: some StringProtocol) -> String {
        let masked = text.unicodeScalars.prefix(longest).map { scalar -> Character in
            if scalar.properties.numericType != nil { return "9" }
            if scalar.properties.isAlphabetic { return scalar.properties.isUppercase ? "X" : "x" }
            return (0x20..<0x7F).contains(scalar.value) ? Character(scalar) : "?"
        }
        return String(masked) + (text.unicodeScalars.count > longest ? "..." : "")
    }

    /// A message of the server with its digits as `9`; words that no documented message has are masked.
    static func ofMessage(_ message: String) -> String {
        var shown = ""
        var word = ""
        func finish() {
            shown += words.contains(word.lowercased()) ? word : of(word)
            word = ""
        }
        for character in message.prefix(200) {
            if character.isLetter {
                word.append(character)
            } else {
                finish()
                shown += of(String(character))
            }
        }
        finish()
        // Numbers of any length are one form.
        return shown.replacing(/9+/, with: "9")
    }

    /// The words of the messages that are known, in English, and what Spanish ones would have.
    private static let words: Set<String> = Set(
        """
        a an and api are be been by consult date dates day days does enter entered exceed exceeds exist exceeded format
        found for in is limit maintenance must no not null of ok or parameters per please range records record register
        registers registros registro request requests required result results row rows se server simultaneous some success
        successful that the to token validate want was were with wolkvox you el la las los de del en encontraron encontrado
        encontrados encontro no sin hay fecha fechas por favor valide dia dias consulta exitosa datos informacion
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
