internal import ETL

/// What the writers of one session share, as far as they compress alike.
struct SessionParts: Sendable {
    let pool: CompressionPool
    let errands: Errands
    let arrival: ArrivalOrder
    let spools: SpoolFiles
}
