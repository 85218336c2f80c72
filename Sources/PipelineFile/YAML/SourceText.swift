import Settings

/// The scalars of a pipeline file and where its lines begin, with the breaks that YAML 1.1 knows.
struct SourceText {
    var scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var starts = [0]
        for index in scalars.indices where Self.endsLine(scalars, at: index) {
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    func place(of offset: Int) -> Place {
        let line = lineStarts.lastIndex { $0 <= offset } ?? 0
        return Place(line: line + 1, column: offset - lineStarts[line] + 1)
    }

    func offset(of place: Place) -> Int? {
        guard lineStarts.indices.contains(place.line - 1) else { return nil }
        let offset = lineStarts[place.line - 1] + place.column - 1
        return scalars.indices.contains(offset) ? offset : nil
    }

    var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func endsLine(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        switch scalars[index] {
        case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
        case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
        default: false
        }
    }
}

/// Finds where bytes stop being UTF-8.
enum UTF8Place {
    static func firstBroken(_ bytes: some Collection<UInt8>) -> Place {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var line = 1
        var column = 1
        while case .valid(let encoded) = decoder.parseScalar(from: &iterator) {
            if Unicode.UTF8.decode(encoded) == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return Place(line: line, column: column)
    }
}
