/// What a stage says of itself: two stages with the same identity do the same to the same rows.
///
/// It decides whether a run may go on with what an earlier one left, and whether a day was made as it would be made now.
/// A secret is never part of it; a fingerprint that a keyed hash makes of it is.
public struct StageIdentity: Sendable, Hashable {
    /// Each part with its length in front, so that no two lists of parts read the same.
    public private(set) var text = ""

    /// Nothing, to which settings can be added.
    public init() {}

    /// A stage's name with what decides about its work.
    public init(_ name: String, _ values: [String] = []) { add(name, values) }

    /// A stage's name with the one value that decides about its work.
    public init(_ name: String, _ value: String) { add(name, [value]) }

    /// Adds a setting with its values.
    public mutating func add(_ name: String, _ values: [String]) {
        add(name)
        add("\(values.count)")
        values.forEach { add($0) }
    }

    /// Adds a setting with one value.
    public mutating func add(_ name: String, _ value: String) { add(name, [value]) }

    /// Adds all that another stage says of itself.
    public mutating func add(_ other: StageIdentity) { text += other.text }

    private mutating func add(_ part: String) { text += "\(part.utf8.count):\(part)" }
}
