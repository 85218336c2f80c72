/// How long a server may still take. Time that it was kept waiting itself is not held against it.
struct Patience: Sendable {
    let timeout: Duration

    /// What is left of the timeout, or nil if it is over.
    func rest(after elapsed: Duration, waited: Duration) -> Duration? {
        let rest = timeout + waited - elapsed
        return rest > .zero ? rest : nil
    }
}
