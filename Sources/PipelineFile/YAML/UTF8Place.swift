import Settings

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
