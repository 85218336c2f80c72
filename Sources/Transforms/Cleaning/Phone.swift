internal import ByteScan
public import ETL
internal import Settings

/// Brings telephone numbers into one form, in a column of their own: the number as it came stays.
///
/// Blanks, dashes, dots, slashes and brackets go. Of the prefixes that a number begins with, the longest goes that
/// leaves enough digits; so `9157` goes before `57`, and an extension stays whole. With a country, a number that is long
/// enough is written as `+57…`; one that came with a `+` of its own keeps its country. What is not a number becomes null.
public struct Phone: Transformer {
    /// The columns that it works on.
    public var fields: [String]
    private let prefixes: [String]
    private let country: String?
    private let fewestDigits: Int
    private let name: String?

    /// Reads columns of text.
    ///
    /// - Parameters:
    ///   - fields: the columns.
    ///   - prefixes: digits that an operation dials before a number.
    ///   - country: the country's calling code, digits alone; nil leaves numbers without one.
    ///   - fewestDigits: how many digits a number has at least, without prefix and country.
    ///   - name: what the new column is called, where there is one; nil puts `_phone` behind the column's name.
    public init(
        fields: [String], prefixes: [String] = [], country: String? = nil, fewestDigits: Int = 7,
        into name: String? = nil
    ) {
        self.fields = fields
        self.name = name
        self.prefixes = prefixes
        self.country = country
        self.fewestDigits = fewestDigits
    }

    /// The columns and how their numbers are read.
    public var identity: StageIdentity {
        var identity = StageIdentity("phone", [country ?? "", "\(fewestDigits)", name ?? ""] + fields)
        identity.add("prefixes", prefixes)
        return identity
    }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        let rule = PhoneRule(prefixes: prefixes, country: country, fewestDigits: fewestDigits)
        return try AddedColumns(fields, of: schema, for: "phone", rule) { field in
            (name ?? "\(field.name)_phone", "The number of \(field.name) in one form.")
        }
    }
}

extension Phone: ColumnwiseTransformer {
    private static let stripPrefixes = KeyShape(
        "strip_prefixes", .list(.digits(8)), summary: "Digits dialled before a number, in any order.",
        example: "[\"9157\", \"57\", \"9\"]")
    private static let callingCode = Setting(
        KeyShape("country", .digits(3), summary: "The calling code to write before numbers.", example: "\"57\""),
        { (text: String) throws(Complaint) in try DigitsText.parse(text, most: 3) })
    private static let minDigits = Setting.integer(
        "min_digits", 3...15, presence: .defaulted("7"),
        summary: "Digits that a number has at least; less is an extension.",
        example: "10")
    private static let into = Setting.column(
        "into", summary: "The new column; <field>_phone unless said otherwise.", example: "phone")

    package static let form = TransformForm(
        "phone", summary: "Brings telephone numbers into one form, in a column of their own.",
        example: "{ fields: [telephone], strip_prefixes: [\"9157\", \"57\"], country: \"57\" }",
        keys: [.fields, stripPrefixes, callingCode.shape, minDigits.shape, into.shape]
    ) { reader in
        let item = Setting(
            KeyShape("strip_prefixes", .digits(8), summary: stripPrefixes.summary, example: "\"57\""),
            { (text: String) throws(Complaint) in try DigitsText.parse(text, most: 8) })
        let fields = reader.fields()
        let prefixes = reader.node(stripPrefixes) == nil ? [] : reader.list(stripPrefixes, of: item)
        let code = reader.optional(callingCode)
        let digits = reader.value(minDigits)
        let name = reader.newColumn(into, from: fields)
        guard let fields, let prefixes, let code, let digits, let name else { return nil }
        return Phone(
            fields: fields, prefixes: prefixes, country: code.value, fewestDigits: digits, into: name.value)
    }

    /// The columns that it makes.
    public var newFields: [String] { name.map { [$0] } ?? [] }
}

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
