/// A transform that the file names.
package enum TransformSpec: Sendable, Equatable {
    /// Keeps columns, in this order.
    case select(fields: [String])
    /// Leaves columns out.
    case drop(fields: [String])
    /// Gives columns other names, all at once.
    case rename(fields: [Renaming])
    /// Adds a column that is the same in every row.
    case constant(field: String, value: String, type: ConstantType)
    /// Cuts a text into columns of their own.
    case split(field: String, by: String, into: [String])
    /// Turns values into another type.
    case cast(fields: [String], to: CastTarget)
    /// Brings the spellings of one value together.
    case canonical(fields: [String], values: CanonicalValues, into: String?, replaces: Bool)
    /// Takes blanks off both ends.
    case trim(fields: [String])
    /// Brings telephone numbers into one form.
    case phone(fields: [String], prefixes: [String], country: String?, minDigits: Int, into: String?)
    /// Hides all of a text but so many characters at its ends.
    case mask(fields: [String], keepFirst: Int, keepLast: Int)
    /// Replaces a text by a keyed hash.
    case hash(fields: [String], key: Secret)
    /// Takes values away, or with `find` what is found in them.
    case redact(fields: [String], find: [RedactedPattern], with: String?)
    /// Keeps the rows for which a condition holds.
    case `where`(ConditionSpec)
}

/// A column's old and new name.
package struct Renaming: Sendable, Equatable {
    package var from: String
    package var to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// What a constant is.
package enum ConstantType: String, Sendable, CaseIterable {
    case text
    case integer
    case decimal
}

/// What values can be turned into.
package enum CastTarget: String, Sendable, CaseIterable {
    case text
    case integer
    case decimal
    case cost
    case percent
    case duration
    case day
    case timestamp
}

/// What can be taken out of texts.
package enum RedactedPattern: String, Sendable, CaseIterable {
    case emails
    case digits
}

/// The values of `canonical`.
package enum CanonicalValues: Sendable, Equatable {
    case vocabulary(CanonicalVocabulary)
    case words([CanonicalWord])
}

/// The vocabularies that the program has.
package enum CanonicalVocabulary: String, Sendable, CaseIterable {
    case results
    case channels
}

/// A value with its spellings.
package struct CanonicalWord: Sendable, Equatable {
    package var word: String
    package var spellings: [String]

    package init(word: String, spellings: [String]) {
        self.word = word
        self.spellings = spellings
    }
}
