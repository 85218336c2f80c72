import ByteScan
import ETL
import PipelineFile
import Transforms

extension TransformSpec {
    /// The stage that does what the file says.
    ///
    /// - Parameters:
    ///   - zone: the zone of the source's clock.
    ///   - separator: the source's decimal sign, for numbers that can be read in two ways.
    ///   - keys: keys of the source that no column holds and that the transform hides in rows shown as they came.
    /// - Returns: a stage that is not bound to columns yet.
    func transformer(
        zone: ZoneRules, decimalSeparator separator: DecimalSeparator?, hiding keys: [String] = []
    ) -> any Transformer {
        switch self {
        case .select(let fields): Select(fields: fields)
        case .drop(let fields): Drop(fields: fields)
        case .rename(let fields): Rename(fields.map { ($0.from, $0.to) })
        case .constant(let field, let value, let type): Constant(field: field, value: value, kind: type.kind)
        case .split(let field, let separator, let names): Split(field: field, by: separator, into: names)
        case .cast(let fields, let target):
            Cast(fields: fields, to: target.target, zone: zone, decimalSeparator: separator)
        case .canonical(let fields, let values, let into, let replaces):
            Canonical(fields: fields, words: values.words, placement: replaces ? .instead : .beside(into))
        case .trim(let fields): Trim(fields: fields)
        case .phone(let fields, let prefixes, let country, let minDigits, let into):
            Phone(fields: fields, prefixes: prefixes, country: country, fewestDigits: minDigits, into: into)
        case .mask(let fields, let keepFirst, let keepLast):
            Mask(fields: fields, keepFirst: keepFirst, keepLast: keepLast, keys: keys)
        case .hash(let fields, let key): Hash(fields: fields, key: key.reveal(), keys: keys)
        case .redact(let fields, let find, let text):
            if find.isEmpty {
                Redact(fields: fields, replacement: text, keys: keys)
            } else {
                RedactWithin(
                    fields: fields, patterns: Set(find.map(\.pattern)), replacement: text ?? "***", keys: keys)
            }
        case .where(let condition): Where(condition.condition)
        }
    }

    /// What tells two secrets apart and says nothing of either; nil where there is none.
    var secretFingerprint: String? {
        guard case .hash(let fields, let key) = self else { return nil }
        return Hash(fields: fields, key: key.reveal()).fingerprint
    }
}

extension ConstantType {
    fileprivate var kind: Constant.Kind {
        switch self {
        case .text: .text
        case .integer: .integer
        case .decimal: .decimal
        }
    }
}

extension CastTarget {
    fileprivate var target: Cast.Target {
        switch self {
        case .text: .text
        case .integer: .integer
        case .decimal: .decimal
        case .cost: .cost
        case .percent: .percent
        case .duration: .duration
        case .day: .day
        case .timestamp: .timestamp
        }
    }
}

extension RedactedPattern {
    fileprivate var pattern: RedactWithin.Pattern {
        switch self {
        case .emails: .emails
        case .digits: .digits
        }
    }
}

extension CanonicalValues {
    fileprivate var words: CanonicalWords {
        switch self {
        case .vocabulary(.results): .results
        case .vocabulary(.channels): .channels
        case .words(let words): CanonicalWords(words.map { ($0.word, $0.spellings) })
        }
    }
}

extension ConditionSpec {
    fileprivate var condition: Condition {
        switch self {
        case .all(let parts): .all(parts.map(\.condition))
        case .any(let parts): .any(parts.map(\.condition))
        case .not(let part): .not(part.condition)
        case .isOneOf(let field, let values): .isOneOf(field, values)
        case .isNull(let field): .isNull(field)
        case .startsWith(let field, let text): .startsWith(field, text)
        case .compares(let field, let comparison, let value): .compares(field, comparison.comparison, value)
        }
    }
}

extension ConditionSpec.Comparison {
    fileprivate var comparison: Condition.Comparison {
        switch self {
        case .lessThan: .lessThan
        case .atMost: .atMost
        case .moreThan: .moreThan
        case .atLeast: .atLeast
        }
    }
}
