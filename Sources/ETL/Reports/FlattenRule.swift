/// How nested data become rows: one for each leaf, with nothing dropped.
public enum FlattenRule: Sendable, Equatable {
    /// Each record holds a list of objects under `key`: a row for each of them, which repeats the record's other fields.
    ///
    /// The keys of the list's objects get `prefix` in front. A record whose list is empty or missing makes one row
    /// without them.
    case list(key: String, prefix: String)
    /// Records stand as the values of an object whose keys mean something: a row for each, with its key under `column`.
    case object(column: String)
}

/// `{"list": "conversation", "prefix": "line_"}`, the prefix being empty if it is left out, or `{"object": "time_range"}`.
extension FlattenRule: Decodable {
    private enum Key: String, CodingKey {
        case list, prefix, object
    }

    /// Reads a rule.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let list = try values.decodeIfPresent(String.self, forKey: .list)
        let prefix = try values.decodeIfPresent(String.self, forKey: .prefix)
        let column = try values.decodeIfPresent(String.self, forKey: .object)
        switch (list, column) {
        case (let list?, nil):
            self = .list(key: list, prefix: prefix ?? "")
        case (nil, let column?) where prefix == nil:
            self = .object(column: column)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "`flatten` has either `list`, with or without `prefix`, or `object`"))
        }
    }
}
