import ByteScan

/// The decimal sign of a source's costs: one for all fields, for the source has one key.
struct DecimalSign {
    /// The separators with which all costs of all fields can be read.
    private let fitting: [DecimalSeparator]
    /// The decimal signs that forms show beyond doubt.
    private let shown: Set<DecimalSeparator>

    /// What the costs of fields show together.
    ///
    /// - Throws: if a value can't be taken into a batch.
    init(of fields: [WrittenValues]) throws {
        fitting = try [.point, .comma].filter { separator in
            try fields.allSatisfy { try $0.unreadable(separator) == 0 }
        }
        shown = fields.reduce(into: []) { $0.formUnion(Self.signs($1.shownForms)) }
    }

    /// The sign to be set; nil where fields contradict one another, or nothing shows it.
    var separator: DecimalSeparator? {
        guard shown.count < 2 else { return nil }
        return fitting.count == 1 ? fitting[0] : fitting.first { shown.contains($0) }
    }

    /// What to do where no sign is to be set.
    var advice: String {
        shown.count > 1 || fitting.isEmpty
            ? "no decimal sign fits all costs; ask wolkvox" : "compare a bill to learn the decimal sign"
    }

    /// The decimal sign where the forms of a field show only one.
    static func of(_ forms: [String]) -> DecimalSeparator? {
        let signs = signs(forms)
        return signs.count == 1 ? signs.first : nil
    }

    /// The decimal signs in forms: the last sign before other than three digits.
    private static func signs(_ forms: [String]) -> Set<DecimalSeparator> {
        Set(
            forms.compactMap { form -> DecimalSeparator? in
                guard let last = form.lastIndex(where: { $0 == "." || $0 == "," }) else { return nil }
                let digits = form[form.index(after: last)...].prefix { $0 == "9" }.count
                return digits == 3 || digits == 0 ? nil : form[last] == "," ? .comma : .point
            })
    }
}
