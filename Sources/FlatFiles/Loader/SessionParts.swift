/// What the writers of one session share.
struct SessionParts: Sendable {
    let pool: CompressionPool
    let errands: Errands
    let arrival = ArrivalOrder()
}
