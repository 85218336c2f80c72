import Settings

/// The keys of `follow`.
enum FollowKeys {
    static let every = Setting.duration(
        "every", 60...3600, presence: .defaulted("5m"),
        summary: "From the start of one round to the start of the next.",
        example: "5m")
    static let overlap = Setting.duration(
        "overlap", 0...21_600, presence: .defaulted("15m"),
        summary: "How far a round looks back before the end of the last one, for rows that come late.", example: "15m")
    static let closeAfter = Setting.duration(
        "close_after", 0...43_200, presence: .defaulted("1h"),
        summary: "How long after midnight the day before is requested as a whole and becomes final.", example: "1h")

    static let shape = MappingShape("follow", [every.shape, overlap.shape, closeAfter.shape])
}

/// How `follow` keeps the days of the sources up to date.
package struct FollowSpec: Sendable, Equatable {
    /// From the start of one round to the start of the next, in seconds.
    package var every: Int64 = 300
    /// How far a round looks back before the end of the last one, in seconds.
    package var overlap: Int64 = 900
    /// How long after midnight of the source's zone a day is closed, in seconds.
    package var closeAfter: Int64 = 3600
}

/// Reads `follow`.
struct FollowReader {
    func read(_ reader: MappingReader) -> FollowSpec? {
        let (every, overlap) = (reader.value(FollowKeys.every), reader.value(FollowKeys.overlap))
        let closeAfter = reader.value(FollowKeys.closeAfter)
        guard let every, let overlap, let closeAfter else { return nil }
        return FollowSpec(
            every: every.components.seconds, overlap: overlap.components.seconds,
            closeAfter: closeAfter.components.seconds)
    }
}
