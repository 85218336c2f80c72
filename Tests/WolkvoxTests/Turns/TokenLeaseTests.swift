import ETL
import Foundation
import Lease
import Synchronization
import Testing

@testable import Wolkvox

/// Locks belong to open files, not to processes, so that two leases in one process stand for two processes.
@Suite struct TokenLeaseTests {
    private let place = StatePlace()

    private final class Order: Sendable {
        private let kept = Mutex<[Int]>([])

        var numbers: [Int] { kept.withLock { $0 } }

        func add(_ number: Int) { kept.withLock { $0.append(number) } }
    }

    private func acquire(_ terms: LeaseTerms, _ fingerprint: String = "00ff") async throws -> TokenLease {
        try await TokenLease.acquire(fingerprint, of: "bogota", on: terms)
    }

    @Test func aSecondProcessIsToldWhoHoldsItAndWhatToDo() async throws {
        let lease = try await acquire(place.terms(pid: 1234))
        let error = try await #require(throws: ETLError.self) { _ = try await acquire(place.terms(pid: 2)) }
        #expect(error.code == .tryLater)
        #expect(error.scope == .token)
        #expect(
            error.message == "The token of bogota is held by pid 1234 on etl-1 since 2026-10-01T12:00:00Z"
                + " (pipeline nightly)")
        #expect(error.advice.contains("--wait 10m"))
        #expect(place.slept == .zero)
        lease.release()
    }

    @Test func releaseAndDeathBothFreeIt() async throws {
        let released = try await acquire(place.terms())
        released.release()
        do { _ = try await acquire(place.terms()) }
        let third = try await acquire(place.terms())
        await #expect(throws: ETLError.self) { _ = try await acquire(place.terms()) }
        third.release()
    }

    @Test func tokensDoNotHinderOneAnother() async throws {
        let one = try await acquire(place.terms(), "00ff")
        let other = try await acquire(place.terms(), "00fe")
        one.release()
        other.release()
    }

    @Test func theWaitIsNoLongerThanAskedFor() async throws {
        let lease = try await acquire(place.terms(pid: 1234))
        let error = try await #require(throws: ETLError.self) {
            _ = try await acquire(place.terms(pid: 2, wait: .seconds(90)))
        }
        #expect(place.slept == .seconds(90))
        #expect(error.code == .tryLater)
        #expect(error.message.contains("pid 1234") && error.message.hasSuffix("also after 90 s of waiting"))
        #expect(
            place.notices == [
                "Waiting up to 90 s: the token of bogota is held by pid 1234 on etl-1 since 2026-10-01T12:00:00Z"
                    + " (pipeline nightly)"
            ])
        lease.release()
    }

    @Test func whoWaitsGetsItWhenItIsFree() async throws {
        let held = Mutex<TokenLease?>(try await acquire(place.terms()))
        let polls = Mutex(0)
        let mine = try await acquire(
            place.terms(pid: 2, wait: .seconds(60)) { _ in
                let count = polls.withLock { polls in
                    polls += 1
                    return polls
                }
                if count == 5 { held.withLock { $0 = nil } }
            })
        #expect(polls.withLock { $0 } == 5)
        #expect(place.text("leases/00ff.lock").contains(#""pid":2"#))
        mine.release()
    }

    @Test func theOrderIsThatOfAsking() async throws {
        let first = Mutex<TokenLease?>(try await acquire(place.terms()))
        // A ticket's file is there before its lock, which alone keeps the place; a task that sleeps has both.
        let (waiting, order) = (Order(), Order())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask { [place] in
                    let terms = place.terms(wait: .seconds(3600)) { _ in
                        if !waiting.numbers.contains(number) { waiting.add(number) }
                        try await Task.sleep(for: .milliseconds(1))
                    }
                    let lease = try await TokenLease.acquire("00ff", of: "bogota", on: terms)
                    order.add(number)
                    lease.release()
                }
                while !waiting.numbers.contains(number) { await Task.yield() }
            }
            #expect(order.numbers.isEmpty)
            first.withLock { $0 = nil }
            try await group.waitForAll()
        }
        #expect(order.numbers == Array(0..<6))
        #expect(place.files == ["leases/00ff.lock"])
    }

    @Test func whoDoesNotWaitDoesNotJumpTheQueue() async throws {
        try StateFile.makeDirectories(place.state.leases)
        let ticket = try LeaseQueue(directory: place.state.leases, fingerprint: "00ff").takeTicket()
        let error = try await #require(throws: ETLError.self) { _ = try await acquire(place.terms()) }
        #expect(error.message == "The token of bogota is about to be used by another process")
        _ = consume ticket
        try await acquire(place.terms()).release()
    }

    @Test func theDeadAreNotWaitedFor() async throws {
        try StateFile.makeDirectories(place.state.leases)
        // What a killed process leaves: its place in the queue and its name, without locks.
        let left = ["00ff.000000000003-dead.ticket", "00ff.000000000004-dead.ticket", "00ff.lock"]
        for name in left { try Data("{".utf8).write(to: URL(filePath: "\(place.state.leases)/\(name)")) }
        let lease = try await acquire(place.terms())
        #expect(place.files == ["leases/00ff.lock"])
        lease.release()
    }

    /// A name that no process of this program makes, or a thing that is not a file, stands in the way of no process.
    @Test(arguments: [
        "00ff.9223372036854775807-x.ticket", "00ff.999999999999-x.ticket", "00ff.99999999999999999999-x.ticket",
        "00ff.-5-x.ticket", "00ff.+00000000005-x.ticket", "00ff.000000000001-x.ticket/",
    ])
    func anOddTicketIsNotWaitedFor(name: String) async throws {
        try StateFile.makeDirectories(place.state.leases)
        if name.hasSuffix("/") {
            try StateFile.makeDirectories("\(place.state.leases)/\(name.dropLast())")
        } else {
            _ = try StateFile.made("\(place.state.leases)/\(name)")
        }
        for _ in 0..<3 { try await acquire(place.terms()).release() }
    }

    @Test func aTokensQueueIsNobodyElses() async throws {
        try StateFile.makeDirectories(place.state.leases)
        let other = try LeaseQueue(directory: place.state.leases, fingerprint: "00fe").takeTicket()
        try Data().write(to: URL(filePath: "\(place.state.leases)/00ff.notes.txt"))
        try await acquire(place.terms()).release()
        #expect(place.files.count == 3)
        _ = consume other
    }

    @Test func aCancelledWaitLeavesTheQueue() async throws {
        let lease = try await acquire(place.terms())
        let waiter = Task { [place] in
            let terms = place.terms(wait: .seconds(3600)) { _ in try await Task.sleep(for: .seconds(3600)) }
            _ = try await TokenLease.acquire("00ff", of: "bogota", on: terms)
        }
        while place.slept == .zero { await Task.yield() }
        waiter.cancel()
        await #expect(throws: CancellationError.self) { try await waiter.value }
        #expect(place.files == ["leases/00ff.lock"])
        lease.release()
    }

    @Test func aLockFileThatIsNoFileIsNamed() async throws {
        try StateFile.makeDirectories("\(place.state.leases)/00ff.lock")
        let error = try await #require(throws: ETLError.self) { _ = try await acquire(place.terms()) }
        #expect(error.code == .files)
        #expect(error.message.contains("\(place.state.leases)/00ff.lock"))
    }

    @Test func namesFromTheFileDoNotSteerATerminal() {
        let holder = LeaseHolder(pid: 7, host: "a\u{1B}[2Jb", since: "now\r\n", pipeline: "p\u{202E}")
        #expect(holder.sentence == "pid 7 on a[2Jb since now (pipeline p)")
    }
}
