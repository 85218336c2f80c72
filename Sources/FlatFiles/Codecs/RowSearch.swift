#if !Libdeflate
internal import CZlib

/// How zlib looks for repetitions in rows.
///
/// Rows repeat the same keys and values so much that zlib's own way for level 6 walks long chains of equal beginnings
/// for little. This one takes three quarters of the time for NDJSON and two thirds for CSV, and files stay about as
/// large as those of `gzip -6` (`docs/compression.md`). What each limit means is told by zlib's `deflateTune`.
struct RowSearch {
    /// Short repetitions are passed over: zlib's `Z_FILTERED`. Digits of ids and times repeat by chance, and to write
    /// where they did takes more room than to write them again.
    let strategy = Z_FILTERED
    /// Places that are looked at.
    let chain: Int32
    /// A repetition so long makes the search for a better one shorter.
    let good: Int32 = 32
    /// A repetition so long is taken without a look at the next byte.
    let lazy: Int32 = 24
    /// A repetition so long ends the search.
    let nice: Int32 = 258

    /// The search for rows of a format; nil where the level's own serves.
    init?(level: Int, format: RowFormat) {
        guard level == 6 else { return nil }
        chain = Int32(format.searchDepth)
    }
}
#endif
