internal import Disk
internal import ETL
internal import Lease

/// The right to make a token's calls: one process among all that share a state directory has it.
///
/// It is the lock of a file, given back when this value ends, and by the system when the process dies. The file itself
/// stays, for a file that is taken away and made again could be locked twice.
struct TokenLease: ~Copyable, Sendable {
    private let lock: FileLock

    /// Waits in line for the lease of the token with a fingerprint, which is the token of `subject` to people.
    ///
    /// - Throws: ``ETLError`` to try later if the wait is over; one about files if the state directory cannot be used;
    ///   `CancellationError`.
    static func acquire(
        _ fingerprint: String, of subject: String, on terms: LeaseTerms
    ) async throws -> TokenLease {
        try StateFile.makeDirectories(terms.state.leases)
        let queue = LeaseQueue(directory: terms.state.leases, fingerprint: fingerprint)
        let path = "\(terms.state.leases)/\(fingerprint).lock"
        let ticket = try queue.takeTicket()
        var waited = Duration.zero
        while true {
            if try queue.isFirst(ticket), let lease = try TokenLease(path, terms.holder()) { return lease }
            guard waited < terms.wait else {
                let patience = waited == .zero ? "" : ", also after \(waited.components.seconds) s of waiting"
                throw terms.busy(subject, try holding(path) + patience)
            }
            if waited == .zero { terms.noteWait(for: subject, try holding(path)) }
            let pause = min(Self.pause, terms.wait - waited)
            try await terms.sleep(pause)
            waited += pause
        }
    }

    /// Nil if somebody else has it.
    private init?(_ path: String, _ holder: LeaseHolder) throws {
        guard let lock = try FileLock(ifFree: StateFile.made(path)), lock.file.isNamed else { return nil }
        try lock.file.truncate(to: 0)
        try lock.file.write(holder.encoded(), at: 0)
        self.lock = lock
    }

    // A name that stays does no harm: it is read only while somebody has the lock, who writes another.
    deinit { try? lock.file.truncate(to: 0) }

    private static func holding(_ path: String) throws -> String {
        let holder = LeaseHolder.decoded(try StateFile.existing(path)?.read(at: 0, count: 4096) ?? [])
        return holder.map { "held by \($0.sentence)" } ?? "about to be used by another process"
    }

    private static let pause = Duration.milliseconds(200)
}

/// On what terms a process takes leases.
struct LeaseTerms: Sendable {
    var state: StateDirectory
    var pid: Int32
    var host: String
    var pipeline: String
    /// How long to stand in line; zero is to be first or to go.
    var wait: Duration
    /// Seconds since 1970-01-01T00:00:00Z.
    var now: @Sendable () -> Int64
    /// Waits; ends early with `CancellationError`.
    var sleep: @Sendable (Duration) async throws -> Void
    /// Hears that a wait begins, and for whom.
    var notice: @Sendable (String) -> Void

    func holder() -> LeaseHolder {
        LeaseHolder(pid: pid, host: host, since: LocalTime.iso8601(instant: now()), pipeline: pipeline)
    }

    /// Says that a wait for the token of `subject` begins, and what it waits for: "held by …".
    func noteWait(for subject: String, _ reason: String) {
        notice("Waiting up to \(wait.components.seconds) s: the token of \(subject) is \(reason)")
    }

    /// The error where the token of `subject` could not be had in time, and why not: "held by …".
    func busy(_ subject: String, _ reason: String) -> ETLError {
        ETLError(
            .tryLater, scope: .token, "The token of \(subject) is \(reason)",
            advice: wait == .zero
                ? "Wait for it with --wait 10m, or run again when that run has ended"
                : "Run again when that run has ended, or wait longer with --wait")
    }
}
