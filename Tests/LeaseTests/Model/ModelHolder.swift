import ETL

@testable import Lease

/// A host that makes calls under a lease, with the real state machine, in a world of whole seconds.
struct ModelHolder: Hashable {
    /// A request that has left, and its answer that may be under way.
    struct Flight: Hashable {
        enum Request: Hashable {
            case read
            case write(LeaseRecord, over: String?)
        }

        enum Answer: Hashable {
            case sight(LeaseSight?)
            case outcome(LeaseWrite)
        }

        var request: Request
        var deadline: Int
        var hasArrived = false
        var answer: Answer?
        var isLost = false
    }

    var machine: LeaseMachine
    /// How far its clock is ahead of the world's.
    var offset: Int
    var isPaused = false
    var flight: Flight?
    /// A call may be made and has not been sent.
    var isGranted = false
    /// The number under which a call is under way.
    var calling: Int?
    /// The number under which rows were received that are not committed.
    var rows: Int?
    var callsLeft: Int

    static let day = Day(number: 20_000)
    static let wish = LeaseWish(day: day, patience: .seconds(1_000_000))

    init(_ name: String, offset: Int, calls: Int, timing: LeaseTiming) {
        machine = LeaseMachine(
            nonce: name, owner: LeaseHolder(pid: 1, host: name, since: "", pipeline: "p"), timing: timing)
        (self.offset, callsLeft) = (offset, calls)
    }

    func clock(_ now: Int) -> Duration { .seconds(now + offset) }

    /// Whether it takes the lease for its own.
    func believes(at now: Int) -> Bool { machine.end.map { clock(now) < $0 } ?? false }

    /// Whether it has something to do before any time passes.
    func isUrgent(at now: Int) -> Bool {
        // How long a request takes to arrive is a matter of when it is sent, or of one that is lost and arrives late.
        if let flight, !flight.hasArrived, !flight.isLost { return true }
        if isPaused { return false }
        if let flight, now >= flight.deadline { return true }
        return actsAlone(at: now)
    }

    /// Whether it has something to do that needs no answer.
    func actsAlone(at now: Int) -> Bool {
        if isPaused { return false }
        if isGranted || rows != nil { return true }
        guard flight == nil else { return false }
        var machine = machine
        guard case .wait(let time) = machine.next(at: clock(now)) else { return true }
        return time.map { $0 <= clock(now) } ?? false
    }

    /// Takes the machine's next step; nil where nothing is to be done.
    func stepped(at now: Int) -> ModelHolder? {
        var next = self
        switch next.machine.next(at: clock(now)) {
        case .read(let timeout):
            next.flight = Flight(request: .read, deadline: now + Int(timeout.components.seconds))
        case .write(let record, let over, let timeout):
            next.flight = Flight(
                request: .write(record, over: over), deadline: now + Int(timeout.components.seconds))
        case .answer(.granted): next.isGranted = true
        case .answer: next.callsLeft = 0
        case .notice: break
        case .stop:
            next.calling = nil
            next.callsLeft = 0
        case .wait(let time):
            guard let time, time <= clock(now) else { return nil }
        }
        return next
    }

    /// Takes in the answer that has come.
    func answered(at now: Int) -> ModelHolder? {
        guard let flight, let answer = flight.answer, !flight.isLost else { return nil }
        var next = self
        next.flight = nil
        switch answer {
        case .sight(let sight): next.machine.didRead(sight, at: clock(now))
        case .outcome(let outcome): next.machine.didWrite(outcome, at: clock(now))
        }
        return next
    }

    /// Gives a request up, of which no answer has come in time.
    func timedOut(at now: Int) -> ModelHolder? {
        guard let flight, now > flight.deadline || (flight.isLost && now == flight.deadline) else { return nil }
        var next = self
        next.flight = nil
        next.machine.didFail(.silence, at: clock(now))
        return next
    }
}
