import ETL
import Testing

@testable import Lease

/// A store of one object, and a clock that is moved by hand.
private struct Bench {
    var machine: LeaseMachine
    var object: (record: LeaseRecord, version: Int)?
    var age: Int?
    var now = Duration.seconds(0)

    static let day = Day(number: 20_000)

    init(_ name: String = "a", _ record: LeaseRecord? = nil) {
        machine = LeaseMachine(
            nonce: name, owner: LeaseHolder(pid: 1, host: name, since: "", pipeline: "p"),
            timing: LeaseTiming(length: .seconds(60)))
        object = record.map { ($0, 1) }
    }

    static func record(_ counter: Int = 5, held: Bool = true, calls: Int = 0) -> LeaseRecord {
        LeaseRecord(
            id: "z-\(counter)", isHeld: held, number: 3, counter: counter, length: 60,
            owner: LeaseHolder(pid: 9, host: "z", since: "", pipeline: "p"), calls: calls > 0 ? [day: calls] : [:])
    }

    mutating func ask(most: Int? = nil, patience: Duration = .zero) {
        machine.ask(LeaseWish(day: Self.day, most: most, patience: patience))
    }

    mutating func take(_ record: LeaseRecord, over: String?) -> LeaseWrite {
        guard over == object.map({ "\($0.version)" }) else { return .refused }
        object = (record, (object?.version ?? 0) + 1)
        return .written(version: "\(object?.version ?? 0)")
    }

    /// Goes on until somebody has to be told something, or to wait.
    mutating func run() -> LeaseMachine.Action {
        while true {
            let action = machine.next(at: now)
            switch action {
            case .read:
                machine.didRead(
                    object.map { LeaseSight(record: $0.record, version: "\($0.version)", age: age) }, at: now)
            case .write(let record, let over, _): machine.didWrite(take(record, over: over), at: now)
            default: return action
            }
        }
    }
}

@Suite struct LeaseMachineTests {
    @Test func theFirstHolderHasNumberOneAndTheNumberOnlyRises() {
        var bench = Bench()
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        #expect(bench.object?.record.number == 1 && bench.object?.record.counter == 1)
        bench.machine.release()
        #expect(bench.run() == .wait(until: nil))
        #expect(bench.object?.record.isHeld == false && bench.object?.record.number == 1)
        bench.now = .seconds(5)
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        #expect(bench.object?.record.number == 2 && bench.object?.record.counter == 3)
        #expect(bench.object?.record.calls == [Bench.day: 2])
    }

    @Test func aHeldLeaseIsRefusedAtOnceWithoutPatience() {
        var bench = Bench("a", Bench.record())
        bench.ask()
        #expect(bench.run() == .answer(.busy(Bench.record().owner)))
        #expect(bench.object?.version == 1)
    }

    /// A store's clock that shows the whole length needs no wait, but for one request's time before the first call.
    @Test(arguments: [60, 61]) func theStoresAgeDecides(age: Int) {
        var bench = Bench("a", Bench.record())
        bench.age = age
        bench.ask()
        guard age > 60 else { return #expect(bench.run() == .answer(.busy(Bench.record().owner))) }
        #expect(bench.run() == .wait(until: .seconds(6)))
        #expect(bench.object?.record.number == 4)
        bench.now = .seconds(6)
        #expect(bench.run() == .answer(.granted))
    }

    /// A waiter counts from the first sight of each counter, on its own clock.
    @Test func aRenewedLeaseIsWaitedForAgain() {
        var bench = Bench("a", Bench.record(5))
        bench.ask(patience: .seconds(600))
        #expect(bench.run() == .notice(Bench.record().owner))
        bench.now = .seconds(59)
        bench.object = (Bench.record(6), 2)
        guard case .wait = bench.run() else { return #expect(Bool(false)) }
        bench.now = .seconds(118)
        guard case .wait = bench.run() else { return #expect(Bool(false)) }
        #expect(bench.object?.record.number == 3)
        bench.now = .seconds(119)
        #expect(bench.run() == .wait(until: .seconds(125)))
        #expect(bench.object?.record.number == 4)
    }

    /// A holder counts from before it sent the write, not from the answer.
    @Test func theLeaseIsCountedFromBeforeTheWrite() {
        var bench = Bench()
        bench.ask()
        _ = bench.machine.next(at: .seconds(0))
        bench.machine.didRead(nil, at: .seconds(1))
        guard case .write(let record, let over, _) = bench.machine.next(at: .seconds(2)) else {
            return #expect(Bool(false))
        }
        bench.machine.didWrite(bench.take(record, over: over), at: .seconds(7))
        #expect(bench.machine.end == .seconds(42))
        bench.now = .seconds(42)
        #expect(bench.run() == .stop(.notRenewed(nil)))
        bench.ask()
        #expect(bench.run() == .answer(.lost(.notRenewed(nil))))
    }

    /// A write whose answer was lost is one's own, told by its name, and its time is that of its sending.
    @Test func aLostAnswerIsFoundAgain() {
        var bench = Bench()
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        bench.now = .seconds(20)
        guard case .write(let record, let over, _) = bench.machine.next(at: bench.now) else {
            return #expect(Bool(false))
        }
        _ = bench.take(record, over: over)
        bench.machine.didFail(.silence, at: .seconds(26))
        bench.now = .seconds(28)
        #expect(bench.run() == .wait(until: .seconds(40)))
        #expect(bench.machine.end == .seconds(60) && bench.machine.number == 1)
        // Refused, and one's own all the same: an earlier attempt was taken late.
        bench.now = .seconds(40)
        guard case .write(let late, _, _) = bench.machine.next(at: bench.now) else { return #expect(Bool(false)) }
        _ = bench.take(late, over: "\(bench.object?.version ?? 0)")
        bench.machine.didWrite(.refused, at: .seconds(41))
        bench.now = .seconds(41)
        #expect(bench.run() == .wait(until: .seconds(60)))
        #expect(bench.machine.end == .seconds(80))
    }

    @Test func whoIsTakenOverStops() {
        var bench = Bench()
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        bench.object = (Bench.record(), 7)
        bench.now = .seconds(20)
        #expect(bench.run() == .stop(.taken(Bench.record().owner)))
    }

    @Test func theBudgetIsThatOfAllHosts() {
        var bench = Bench("a", Bench.record(held: false, calls: 4))
        bench.ask(most: 5)
        #expect(bench.run() == .answer(.granted))
        bench.now = .seconds(5)
        bench.ask(most: 5)
        #expect(bench.run() == .answer(.spent(5)))
        #expect(bench.object?.record.calls == [Bench.day: 5])
    }

    /// What is asked for after it was to be given back is not given back under the call.
    @Test func whatIsWantedAgainIsKept() {
        var bench = Bench()
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        bench.machine.release()
        bench.ask()
        #expect(bench.run() == .answer(.granted))
        bench.now = .seconds(1)
        _ = bench.run()
        #expect(bench.object?.record.isHeld == true)
    }

    /// Days that a host counted whose clock is ahead crowd out nobody's today.
    @Test func daysToComeDoNotCount() throws {
        var record = Bench.record(held: false)
        for days in 1...6 { record.calls[Bench.day.advanced(by: days)] = 3 }
        var bench = Bench("a", record)
        bench.ask(most: 5)
        #expect(bench.run() == .answer(.granted))
        #expect(bench.object?.record.calls == [Bench.day: 1])
    }

    /// Calls that follow one another fast are counted several at once, and given back where they were not made.
    @Test func reservedCallsAreGivenBack() {
        var bench = Bench()
        for call in 1...5 {
            bench.now = .milliseconds(10 * call)
            bench.ask()
            #expect(bench.run() == .answer(.granted))
            #expect(bench.object?.record.calls[Bench.day] ?? 0 >= call)
        }
        #expect((bench.object?.version ?? 9) < 5)
        bench.machine.release()
        #expect(bench.run() == .wait(until: nil))
        #expect(bench.object?.record.calls == [Bench.day: 5])
    }

    @Test func aStoreThatRefusesEndsTheSearchAtOnceAndASilentOneSoon() {
        var bench = Bench()
        bench.ask(patience: .seconds(600))
        _ = bench.machine.next(at: .zero)
        let denied = LeaseTrouble(ETLError(.token, "denied", advice: ""))
        bench.machine.didFail(denied, at: .zero)
        #expect(bench.machine.next(at: .zero) == .answer(.failed(denied)))
    }
}
