package import ETL

/// One holder's part in a lease that lies in an object store: a value that is told what happens and says what to do next,
/// with neither a clock nor a store of its own.
///
/// A holder believes in its lease from **before** it sent the last write that the store took, and for two thirds of the
/// length; others take a lease once they have seen one counter for the whole length, or the store's own clock says that
/// its object is as old. So they begin after the holder has stopped, whatever the clocks show, as long as they run at
/// the same pace.
package struct LeaseMachine: Sendable, Hashable {
    /// What to do next.
    package enum Action: Sendable, Hashable {
        /// Look at the object; then call ``didRead(_:at:)`` or ``didFail(_:at:)``.
        case read(timeout: Duration)
        /// Write the object; then call ``didWrite(_:at:)`` or ``didFail(_:at:)``.
        case write(LeaseRecord, over: String?, timeout: Duration)
        /// Tell who asked what becomes of the call.
        case answer(LeaseAnswer)
        /// Tell people that a wait for another holder begins.
        case notice(LeaseHolder)
        /// Break off the call that is under way.
        case stop(LeaseLoss)
        /// Wait until a time, or until something is asked; nil for as long as nothing is.
        case wait(until: Duration?)
    }

    /// What a holder believes.
    package enum Phase: Sendable, Hashable {
        /// It has no lease and wants none.
        case idle
        /// It wants the lease.
        case seeking(Seeking)
        /// It has the lease.
        case held(Held)
        /// It had the lease, and will not take it again.
        case lost(LeaseLoss)
    }

    /// What is known while a lease is sought.
    package struct Seeking: Sendable, Hashable {
        let since: Duration
        var readAt: Duration
        var take: Take?
        var busy: LeaseHolder?
        var hasTold = false
    }

    /// A lease that may be taken.
    struct Take: Sendable, Hashable {
        var number: Int
        var version: String?
        /// How long to wait before the first call: its last holder did not release it.
        var settling: Duration
    }

    /// What is known while a lease is held.
    package struct Held: Sendable, Hashable {
        /// When the last write that the store took was sent.
        var base: Duration
        /// When calls may begin.
        var callsFrom: Duration
    }

    /// What the store held at the last look.
    struct Seen: Sendable, Hashable {
        var record: LeaseRecord
        var version: String
        var firstSeen: Duration
    }

    /// A write, of which it may not be known whether the store took it.
    struct Attempt: Sendable, Hashable {
        var record: LeaseRecord
        var sentAt: Duration
        var settling = Duration.zero
    }

    enum Flight: Sendable, Hashable {
        case read
        case write(Attempt)
    }

    /// A word that no other holder has.
    let nonce: String
    let owner: LeaseHolder
    let timing: LeaseTiming

    package internal(set) var phase = Phase.idle
    /// The number of the lease that is held, or was held last.
    package internal(set) var number: Int?
    var wish: LeaseWish?
    var seen: Seen?
    var flight: Flight?
    /// Writes since the last look whose fate is not known. All replace the same version, so one of them at most was taken.
    var attempts: [Attempt] = []
    /// Calls that were made, by days, and as many as the store holds: those between are reserved.
    var used: [Day: Int] = [:]
    var written: [Day: Int] = [:]
    var lastReservation = 0
    var reservedAt: Duration?
    var isReleasing = false
    /// When the store is looked at again, after a write that failed.
    var lookAt: Duration?
    var trouble: LeaseTrouble?
    /// A loss that the call under way has not been told of.
    var untold: LeaseLoss?
    /// How many writes there were.
    var serial = 0

    /// A holder that has not asked for anything yet.
    ///
    /// - Parameters:
    ///   - nonce: a word that no other holder has.
    ///   - owner: who it is, for others.
    ///   - timing: the times that it holds to.
    package init(nonce: String, owner: LeaseHolder, timing: LeaseTiming) {
        (self.nonce, self.owner, self.timing) = (nonce, owner, timing)
    }

    // MARK: What is asked

    /// Asks for a call to be made. One is asked for at a time.
    package mutating func ask(_ wish: LeaseWish) {
        self.wish = wish
        // What was to be given back is wanted again.
        isReleasing = false
    }

    /// Takes back what was asked for.
    package mutating func withdraw() { wish = nil }

    /// Gives the lease back, once nothing is asked for. What is asked for later takes it again.
    package mutating func release() { isReleasing = true }

    /// Until when the lease is believed in; nil without one.
    package var end: Duration? {
        if case .held(let held) = phase { held.base + timing.bound } else { nil }
    }

    /// Calls that were made on a day by all holders, as far as this one knows; nil before the first look.
    package func spent(on day: Day) -> Int? { seen == nil ? nil : used[day] ?? 0 }
}
