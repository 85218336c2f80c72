import ETL

/// One end of a range, as its file has it: a number, a day, or a day with a time.
enum RangeLimit {
    static func parse(_ text: String) throws(Complaint) -> String {
        guard isNumber(text) || isMoment(text) else { throw .notThat }
        return text
    }

    static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(ASCIIText.isDigit) }
    }

    static func isMoment(_ text: String) -> Bool {
        guard Day(String(text.prefix(10))) != nil else { return false }
        if text.utf8.count == 10 { return true }
        let clock = text.dropFirst(11).split(separator: ":", omittingEmptySubsequences: false)
        let limits = [24, 60, 60]
        return text.utf8.count == 19 && "T ".contains(text.dropFirst(10).prefix(1)) && clock.count == 3
            && zip(clock, limits).allSatisfy { part, limit in
                part.utf8.count == 2 && part.utf8.allSatisfy(ASCIIText.isDigit) && Int(part) ?? limit < limit
            }
    }
}
