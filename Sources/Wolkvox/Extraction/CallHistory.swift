internal import ETL

/// What the calls for one question have come to so far.
struct CallHistory: Sendable {
    /// Why the next call is made.
    var purpose: CallPurpose
    /// Whether the server was asked a small question to see if it answers at all.
    var hasProbed = false
    /// Calls and bytes of all attempts, rows of the last one.
    var tally = ExtractTally()
    /// Attempts whose answers did not come whole in time.
    private(set) var timeouts = 0
    /// The last attempts in a row of which nothing came, not even a status.
    private(set) var silences = 0
    /// Attempts at the question itself.
    private(set) var calls = 0
    /// Whether the question is a part of one that was too much for the server, or whose answers were unsound.
    private let isPart: Bool
    private var unsoundness: String?
    private var isAlwaysUnsound = true

    init(_ purpose: CallPurpose) {
        self.purpose = purpose
        isPart = purpose == .split
    }

    /// Whether parts of the window are to be asked for because all answers were unsound in the same way: after the last
    /// attempt, and in a part of a window, where that is no surprise any more, after the second.
    func isSpoiled(afterLast: Bool) -> Bool {
        isAlwaysUnsound && unsoundness != nil && (afterLast || isPart && calls > 1)
    }

    /// Takes note of an attempt.
    mutating func note(_ attempt: Attempt, _ verdict: Verdict) {
        calls += 1
        tally.calls += 1
        tally.rows = attempt.rows
        tally.bytes += attempt.bytes
        if attempt.tookTooLong { timeouts += 1 }
        silences = attempt.tookTooLong && attempt.isSilent ? silences + 1 : 0
        if calls == 1 { unsoundness = verdict.unsoundness }
        isAlwaysUnsound = isAlwaysUnsound && verdict.unsoundness != nil && verdict.unsoundness == unsoundness
    }
}
