/// A transform that the file names.
package enum TransformSpec: Sendable, Equatable {
    /// Hides all of a text but so many characters at its ends.
    case mask(fields: [String], keepFirst: Int, keepLast: Int)
    /// Replaces a text by a keyed hash.
    case hash(fields: [String], key: Secret)
}
