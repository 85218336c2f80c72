package import ETL

extension Share {
    private static let mostDecimals = 6

    /// The share that a percentage states, from 0% to 100%.
    package init(parsing text: String) throws(Complaint) {
        guard text.hasSuffix("%") else {
            if text.utf8.first.map(ASCIIText.isDigit) ?? false {
                throw Complaint("has no sign; write it as in 1%")
            }
            throw .notThat
        }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = try WholeNumber.parse(parts[0])
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.utf8.count <= Self.mostDecimals else { throw Complaint("has more than six decimals") }
        let fraction = parts.count == 2 ? try WholeNumber.parse(decimals) : 0
        guard whole < 100 || (whole == 100 && fraction == 0) else { throw Complaint("is more than 100%") }
        var scale = 1
        for _ in decimals { scale *= 10 }
        self.init(whole * scale + fraction, of: 100 * scale)
    }
}
