extension WrongFile {
    private static func transform(_ text: String) -> String {
        Fixture.file(more: "transform:\n\(text)\n")
    }

    private static let names =
        "select, drop, rename, constant, split, cast, canonical, trim, phone, mask, hash, redact, where"

    /// Mistakes in how transforms are written; what the columns don't suit is found by those who know them.
    static let transforms = [
        WrongFile(
            "transform as a mapping", transform("  ▸mask: { fields: [telephone] }"),
            "transform: expected a list, such as `transform: [{ mask: { fields: [telephone] } }]`, not a mapping"),
        WrongFile(
            "misspelt transform", transform("  - ▸maks: { fields: [telephone] }"),
            "unknown key 'maks' in a transform; did you mean 'mask'?"),
        WrongFile(
            "transform that there is not", transform("  - ▸aggregate: { fields: [telephone] }"),
            "unknown key 'aggregate' in a transform; known are \(names)"),
        WrongFile(
            "transform without anything", transform("  - ▸{}"),
            "a transform needs one of \(names), such as `select: { fields: [date, agent_id, cost] }`"),
        WrongFile(
            "transform without a setting", transform("  - trim:▸"),
            "trim: the value is missing; write one, such as `trim: { fields: [comment] }`"),
        WrongFile(
            "two in one item",
            transform("  - mask: { fields: [telephone] }\n    ▸hash: { fields: [cost], key: '${PII_KEY}' }"),
            "a transform is one thing, and 'mask' stands here already; begin another item with -"),
        WrongFile(
            "no fields", transform("  - mask: { ▸keep_last: 4 }"),
            "mask needs 'fields', such as `fields: [telephone]`"),
        WrongFile(
            "empty list of fields", transform("  - drop: { fields: ▸[] }"),
            "fields: the list is empty; write at least one, such as `fields: [telephone]`"),
        WrongFile(
            "field twice", transform("  - mask: { fields: [cost, ▸cost] }"), "fields: 'cost' is listed twice"),
        WrongFile(
            "field without a list", transform("  - mask: { fields: ▸telephone }"),
            "fields: expected a list, such as `fields: [telephone]`, not a single value"),
        WrongFile(
            "kept too many", transform("  - mask: { fields: [cost], keep_first: ▸1001, keep_last: ▸-1 }"),
            "keep_first: '1001' is not a whole number from 0 to 1000",
            "keep_last: '-1' is not a whole number from 0 to 1000"),
        WrongFile(
            "hash without a key", transform("  - hash: { ▸fields: [cost] }"),
            "hash needs 'key', such as `key: ${PII_KEY}`"),
        WrongFile(
            "hash with an empty key", transform("  - hash: { fields: [cost], key: ▸${EMPTY} }"),
            "key: the value is empty"),
        WrongFile(
            "misspelt option", transform("  - mask: { fields: [conn_id], ▸keep_lst: 4 }"),
            "unknown key 'keep_lst' in mask; did you mean 'keep_last'?"),
        WrongFile(
            "rename as a list", transform("  - rename: { fields: ▸[telephone] }"),
            "fields: expected a mapping, such as `fields: { telephone: phone }`, not a list"),
        WrongFile(
            "rename one field twice", transform("  - rename: { fields: { cost: price, ▸cost: amount } }"),
            "duplicate key 'cost' in fields; the first is in line 11"),
        WrongFile(
            "new names that are none",
            transform("  - rename: { fields: { cost: ▸'', date: ▸' day', comment: ▸_extra } }"),
            "fields: '' is empty", "fields: ' day' begins or ends with a blank",
            "fields: '_extra' begins with _, which is kept for the program's own columns"),
        WrongFile(
            "constant without a value", transform("  - constant: { ▸field: country }"),
            "constant needs 'value', such as `value: CO`"),
        WrongFile(
            "constant of no type", transform("  - constant: { field: country, value: CO, type: ▸string }"),
            "type: 'string' is not text, integer or decimal"),
        WrongFile(
            "cast to nothing that there is", transform("  - cast: { fields: [comment], to: ▸intger }"),
            "to: 'intger' is not text, integer, decimal, cost, percent, duration, day or timestamp; "
                + "did you mean 'integer'?"),
        WrongFile(
            "canonical without values", transform("  - canonical: { ▸fields: [comment] }"),
            "canonical needs 'values', such as `values: results`"),
        WrongFile(
            "vocabulary that there is not", transform("  - canonical: { fields: [comment], values: ▸result }"),
            "values: 'result' is not results or channels; did you mean 'results'?"),
        WrongFile(
            "spellings as a mapping", transform("  - canonical: { fields: [comment], values: { YES: ▸{ a: b } } }"),
            "values: expected a text, such as `values: [NO ANSWER, NOANSWER]`, not a mapping"),
        WrongFile(
            "one new column for two",
            transform("  - canonical: { fields: [comment, destiny], values: results, into: ▸outcome }"),
            "into: several fields can't have one new column; write a transform for each"),
        WrongFile(
            "a new column and none",
            transform("  - canonical: { fields: [comment], values: results, into: ▸outcome, replace: true }"),
            "into: with `replace: true` there is no new column; leave one of them out"),
        WrongFile(
            "neither yes nor no", transform("  - canonical: { fields: [comment], values: results, replace: ▸maybe }"),
            "replace: 'maybe' is not true or false"),
        WrongFile(
            "prefixes that are no digits", transform("  - phone: { fields: [telephone], strip_prefixes: [57, ▸+57] }"),
            "strip_prefixes: '+57' is not digits, 8 at most"),
        WrongFile(
            "country that is no code", transform("  - phone: { fields: [telephone], country: ▸CO, min_digits: ▸2 }"),
            "country: 'CO' is not digits, 3 at most", "min_digits: '2' is not a whole number from 3 to 15"),
        WrongFile(
            "redact what nobody looks for", transform("  - redact: { fields: [comment], find: [emails, ▸names] }"),
            "find: 'names' is not emails or digits"),
        WrongFile(
            "split without a sign", transform("  - split: { field: destiny, by: ▸'', into: [a, b] }"),
            "by: '' is empty"),
        WrongFile(
            "split into one column twice", transform("  - split: { field: destiny, by: '-', into: [a, ▸a] }"),
            "into: 'a' is listed twice"),
        WrongFile(
            "split several", transform("  - split: { ▸fields: [destiny], by: '-', into: [a, b] }"),
            "unknown key 'fields' in split; did you mean 'field'?"),
        WrongFile(
            "condition on nothing", transform("  - where: { ▸equals: agent }"),
            "where needs 'field' or 'all' or 'any', such as `field: hang_up`"),
        WrongFile(
            "condition that says nothing", transform("  - where: { ▸field: destiny }"),
            "where: nothing is said of 'destiny'; add one of equals, not_equals, in, not_in, is_null, starts_with, "
                + "less_than, at_most, more_than, at_least"),
        WrongFile(
            "condition with all and any",
            transform("  - where: { all: [{ field: cost, equals: 1 }], ▸any: [{ field: cost, equals: 1 }] }"),
            "where takes either 'field' or 'all' or 'any', not both"),
        WrongFile(
            "test beside a list",
            transform("  - where: { any: [{ field: cost, equals: 1 }], equals: ▸agent }"),
            "equals: beside 'any' there is no field to look at; move it into the list"),
        WrongFile(
            "condition in a list without its field",
            transform("  - where: { any: [{ all: [{ ▸equals: 1 }] }] }"),
            "an inner condition needs 'field', such as `field: hang_up`"),
        WrongFile(
            "conditions nested too deep",
            transform("  - where: { any: [{ all: [{ ▸▸any: [{ field: cost, equals: 1 }] }] }] }"),
            "an inner condition needs 'field', such as `field: hang_up`",
            "unknown key 'any' in an inner condition; known are field, equals, not_equals, in, not_in, is_null, starts_with, "
                + "less_than, at_most, more_than, at_least"),
        WrongFile(
            "misspelt comparison", transform("  - where: { field: cost, ▸atleast: 5 }"),
            "unknown key 'atleast' in where; did you mean 'at_least'?"),
        WrongFile(
            "null that is neither", transform("  - where: { field: cost, is_null: ▸nope }"),
            "is_null: 'nope' is not true or false"),
        WrongFile(
            "one value twice", transform("  - where: { field: cost, in: [1, ▸1] }"),
            "in: '1' is listed twice"),
        WrongFile(
            "nothing to compare with", transform("  - where: { field: cost, less_than: ▸}"),
            "less_than: the value is missing; write one, such as `less_than: 60`"),
    ]
}
