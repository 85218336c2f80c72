package import ETL

/// The times that leases are held by. Each is counted on the clock of the process alone.
package struct LeaseTiming: Sendable, Hashable {
    /// How long others wait for a holder that gives no sign of life; whole seconds.
    package var length: Duration
    /// The longest that a request to the store may take.
    package var requestTimeout: Duration
    /// When a holder renews, after it sent the last write that the store took.
    package var renewal: Duration
    /// When a holder that could not renew stops, counted likewise.
    package var bound: Duration
    /// How long a holder waits before it tries again what failed.
    package var pause: Duration
    /// How often a waiter looks.
    package var poll: Duration

    /// The times of leases of a length.
    package init(length: Duration) {
        self.length = length
        requestTimeout = length / 10
        renewal = length / 3
        bound = length * 2 / 3
        pause = min(max(length / 60, .milliseconds(100)), .seconds(1))
        poll = pause
    }
}

/// A call that is to be made.
package struct LeaseWish: Sendable, Hashable {
    /// The day that it is counted to.
    package var day: Day
    /// The most calls of that day; nil for any number.
    package var most: Int?
    /// How long to wait for a lease that somebody else has.
    package var patience: Duration

    /// A call.
    package init(day: Day, most: Int? = nil, patience: Duration = .zero) {
        (self.day, self.most, self.patience) = (day, most, patience)
    }
}

/// What becomes of a call that is to be made.
package enum LeaseAnswer: Sendable, Hashable {
    /// It may be made, and is counted.
    case granted
    /// All calls of the day are made; how many they were.
    case spent(Int)
    /// Somebody else has the lease.
    case busy(LeaseHolder)
    /// The lease was lost.
    case lost(LeaseLoss)
    /// The store cannot be used.
    case failed(LeaseTrouble)
}

/// How a lease was lost.
package enum LeaseLoss: Sendable, Hashable {
    /// It could not be renewed in time, perhaps for a reason that the store gave.
    case notRenewed(LeaseTrouble?)
    /// Somebody else has it.
    case taken(LeaseHolder)
    /// Its object is gone.
    case removed
}
