internal import ByteScan

/// How a telephone number is read and written.
struct PhoneRule: TextRule {
    /// From the longest to the shortest.
    private let prefixes: [[UInt8]]
    private let country: [UInt8]?
    private let fewestDigits: Int
    private var digits: [UInt8] = []

    private static let signs = Set(" -./()".utf8)

    init(prefixes: [String], country: String?, fewestDigits: Int) {
        self.prefixes = prefixes.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        self.country = country.map { Array($0.utf8) }
        self.fewestDigits = fewestDigits
    }

    mutating func rewrite(_ bytes: Span<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) -> Rewrite {
        digits.removeAll(keepingCapacity: true)
        let rest = Blanks.trim(bytes, range)
        let isInternational = rest.first.map { bytes[$0] == ASCII.plus } ?? false
        for at in isInternational ? rest.dropFirst() : rest {
            if ASCII.isDigit(bytes[at]) {
                digits.append(bytes[at])
            } else if !Self.signs.contains(bytes[at]) {
                return .null
            }
        }
        if digits.isEmpty { return .null }
        if let country {
            write(country, isInternational: isInternational, to: &output)
        } else {
            output.append(contentsOf: digits[prefix(among: prefixes)...])
        }
        return .written
    }

    private func write(_ country: [UInt8], isInternational: Bool, to output: inout [UInt8]) {
        if isInternational {
            output.append(ASCII.plus)
            output.append(contentsOf: digits)
            return
        }
        let national = digits[prefix(among: prefixes)...]
        if national.count >= fewestDigits {
            output.append(ASCII.plus)
            output.append(contentsOf: country)
        }
        output.append(contentsOf: national)
    }

    /// How many digits the longest prefix has that leaves enough.
    private func prefix(among prefixes: [[UInt8]]) -> Int {
        prefixes.first { digits.starts(with: $0) && digits.count - $0.count >= fewestDigits }?.count ?? 0
    }
}
