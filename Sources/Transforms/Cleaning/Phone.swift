public import ETL

/// Brings telephone numbers into one form, in a column of their own: the number as it came stays.
///
/// Blanks, dashes, dots, slashes and brackets go. Of the prefixes that a number begins with, the longest goes that
/// leaves enough digits; so `9157` goes before `57`, and an extension stays whole. With a country, a number that is long
/// enough is written as `+57…`; one that came with a `+` of its own keeps its country. What is no number becomes null.
public struct Phone: Transformer {
    private let fields: [String]
    private let rule: PhoneRule
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
        rule = PhoneRule(prefixes: prefixes, country: country, fewestDigits: fewestDigits)
    }

    /// Binds to the columns named.
    public func bind(to schema: Schema) throws -> any BoundTransformer {
        try AddedColumns(fields, of: schema, for: "phone", rule) { field in
            Field(name ?? "\(field.name)_phone", summary: "The number of \(field.name) in one form.")
        }
    }
}
