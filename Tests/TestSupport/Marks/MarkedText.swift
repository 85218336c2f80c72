/// A text with `▸` before each place that a test is about.
public struct MarkedText: Sendable {
    /// The text without its marks.
    public let text: String
    /// `line:column` of each mark, both from 1; columns count Unicode scalars.
    public let places: [String]

    /// Takes the marks out of a text.
    public init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var places: [String] = []
        var line = 1
        var column = 1
        for scalar in marked.unicodeScalars {
            if scalar == "▸" {
                places.append("\(line):\(column)")
                continue
            }
            text.append(scalar)
            column += 1
            if scalar == "\n" {
                line += 1
                column = 1
            }
        }
        self.text = String(text)
        self.places = places
    }
}
