#if !Libdeflate
/// How hard zlib looks for repetitions in rows.
///
/// All rows have the same keys and many of the same values, so that zlib's own limits for level 6 walk long chains of
/// equal beginnings for little. With these, files are 2 to 3 % larger than with zlib's own and take four fifths of the
/// time; level 5 would take as long and make them 2 to 7 % larger (`docs/compression.md`). What each limit means is told
/// by zlib's `deflateTune`.
struct RowSearch {
    /// A repetition so long makes the search for a better one shorter.
    let good: Int32 = 32
    /// A repetition so long is taken without a look at the next byte.
    let lazy: Int32 = 64
    /// A repetition so long ends the search.
    let nice: Int32 = 258
    /// Places that are looked at.
    let chain: Int32 = 24

    /// The limits of a level; nil where zlib's own serve.
    init?(level: Int) {
        guard level == 6 else { return nil }
    }
}
#endif
