extension Duration {
    /// Reads `200ms`, `5s`, `10m`, `6h` or `1d`; a bare number is seconds.
    init?(written text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard let number = Int(digits), number <= 1_000_000_000 else { return nil }
        switch unit {
        case "ms": self = .milliseconds(number)
        case "", "s": self = .seconds(number)
        case "m": self = .seconds(number * 60)
        case "h": self = .seconds(number * 3600)
        case "d": self = .seconds(number * 86_400)
        default: return nil
        }
    }
}
