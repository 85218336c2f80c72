import Foundation
import Synchronization
import TestSupport
import Testing

/// Hosts that share no directory take turns with a token, by an object in a store.
@Suite struct LeaseTests {
    private static let slow = "rules:\n  - do: { latency: 150ms }\n"
    /// A program has calls left to make when it is killed or stopped, however slow the machine is.
    private static let slower = "rules:\n  - do: { latency: 2s }\n"

    /// Two hosts at once, their clocks and the store's hours apart: never two requests at once, and all calls counted.
    @Test(arguments: [0, 10_000]) func twoHostsNeverCallAtOnce(skew: Int) async throws {
        try await SimulatorProcess.run(rowsPerDay: 20, scenario: Self.slow) { simulator in
            try await FakeStore.run { store in
                store.change { $0.skew = skew }
                let hosts = try (0..<2).map { _ in try LeaseHost(store, server: simulator.address) }
                let programs = [try await hosts[0].start(3, wait: "2m"), try await hosts[1].start(3, wait: "2m")]
                for program in programs {
                    let outcome = try await program.end()
                    #expect(outcome.status == 0, "\(outcome.errors)")
                }
                let requests = try await simulator.requests()
                #expect(requests.count == 12 && requests.allSatisfy { $0.underWay == 1 })
                let lease = try #require(store.lease)
                #expect(lease.state == "free" && lease.number == 2)
                #expect(lease.calls.values.reduce(0, +) == requests.count)
            }
        }
    }

    /// The same in a store of another make.
    @Test(.enabled(if: RealStore.Make.seaweed.isThere)) func twoHostsTakeTurnsInSeaweedFS() async throws {
        try await SimulatorProcess.run(rowsPerDay: 20, scenario: Self.slow) { simulator in
            try await RealStore.run(.seaweed) { store in
                try await store.makeBucket("bucket")
                let hosts = try (0..<2).map { _ in
                    try LeaseHost(
                        store.address, key: (RealStore.accessKey, RealStore.secretKey), server: simulator.address)
                }
                let programs = [try await hosts[0].start(3, wait: "2m"), try await hosts[1].start(3, wait: "2m")]
                for program in programs {
                    let outcome = try await program.end()
                    #expect(outcome.status == 0, "\(outcome.errors)")
                }
                let requests = try await simulator.requests()
                #expect(requests.count == 12 && requests.allSatisfy { $0.underWay == 1 })
            }
        }
    }

    /// A killed holder is waited for where the store shows no age, and for as long as it is young; then the lease is
    /// taken with a higher number.
    @Test(arguments: [true, false]) func aKilledHolderIsTakenOver(showingAge: Bool) async throws {
        try await SimulatorProcess.run(rowsPerDay: 20, scenario: Self.slower) { simulator in
            try await FakeStore.run { store in
                store.change { $0.sendsAge = !showingAge }
                let (killed, next) = (
                    try LeaseHost(store, server: simulator.address), try LeaseHost(store, server: simulator.address)
                )
                // What the store can do is known by then: asking it would take much of the twenty seconds of the lease.
                #expect(try await next.run(1).status == 0)
                let before = try await simulator.requests().count
                let program = try await killed.start(9)
                try await simulator.waitForRequests(before + 2, of: program)
                program.send(SIGKILL)
                _ = try await program.end()
                let refused = try await next.run(1)
                #expect(refused.status == 75 && refused.errors.contains("is held by pid"), "\(refused.errors)")
                if showingAge {
                    try await Task.sleep(for: .seconds(23))
                    let taken = try await next.run(1)
                    #expect(taken.status == 0, "\(taken.errors)")
                } else {
                    let taken = try await next.run(1, wait: "1m")
                    #expect(taken.status == 0, "\(taken.errors)")
                }
                #expect(store.lease?.number == 3)
            }
        }
    }

    /// A holder that is stopped for longer than its lease makes no further request when it wakes, and ends with 75.
    @Test func aStoppedHolderCallsNobodyWhenItWakes() async throws {
        try await SimulatorProcess.run(rowsPerDay: 20, scenario: Self.slower) { simulator in
            try await FakeStore.run { store in
                let (stopped, next) = (
                    try LeaseHost(store, server: simulator.address), try LeaseHost(store, server: simulator.address)
                )
                let program = try await stopped.start(9)
                try await simulator.waitForRequests(3, of: program)
                program.send(SIGSTOP)
                let taken = try await next.run(1, wait: "1m")
                #expect(taken.status == 0, "\(taken.errors)")
                let count = try await simulator.requests().count
                program.send(SIGCONT)
                let outcome = try await program.end()
                #expect(outcome.status == 75 || outcome.status == 3, "\(outcome.status) \(outcome.errors)")
                #expect(outcome.errors.contains("The lease of the token of bogota"), "\(outcome.errors)")
                #expect(try await simulator.requests().count == count)
                #expect(store.lease?.number == 2)
            }
        }
    }

    /// A holder whose renewals hang breaks off its call in time, and ends.
    @Test func aHangingRenewalEndsTheCall() async throws {
        let hangs = Mutex(false)
        try await SimulatorProcess.run(rowsPerDay: 20, scenario: "rules:\n  - do: { latency: 70s }\n") { simulator in
            try await FakeStore.run(disrupt: { request in
                hangs.withLock { $0 } && request.key.hasPrefix("leases/") ? .silence : nil
            }) { store in
                let host = try LeaseHost(store, server: simulator.address)
                let program = try await host.start(2)
                try await simulator.waitForRequests(1, of: program)
                hangs.withLock { $0 = true }
                let outcome = try await program.end()
                #expect(outcome.status == 75, "\(outcome.errors)")
                #expect(outcome.errors.contains("could not be renewed in time"), "\(outcome.errors)")
                #expect(try await simulator.requests().count == 1)
            }
        }
    }

    /// What was released is taken without a wait, and the calls of the day are those of all hosts.
    @Test func theDaysCallsAreSharedByHosts() async throws {
        try await SimulatorProcess.run(rowsPerDay: 20) { simulator in
            try await FakeStore.run { store in
                let hosts = try (0..<2).map { _ in try LeaseHost(store, server: simulator.address, budget: 6) }
                #expect(try await hosts[0].run(2).status == 0)
                let rest = try await hosts[1].run(2)
                #expect(rest.status == 75 && rest.errors.contains("calls_per_day"), "\(rest.status) \(rest.errors)")
                let none = try await hosts[0].run(1)
                #expect(none.status == 75 && none.errors.contains("6 calls"), "\(none.status) \(none.errors)")
                #expect(try await simulator.requests().count == 6)
                #expect(store.lease?.calls.values.reduce(0, +) == 6)
            }
        }
    }

    /// Manifests say under which lease and number their rows came, and nobody with a lower number replaces them.
    @Test func anEarlierHolderReplacesNothing() async throws {
        try await SimulatorProcess.run(rowsPerDay: 20) { simulator in
            try await FakeStore.run { store in
                let load = "{ to: \"s3://bucket/lake\", endpoint: \"\(store.address)\" }"
                let host = try LeaseHost(store, server: simulator.address, load: load)
                #expect(try await host.run(1).status == 0)
                let again = try await host.run(1)
                #expect(again.status == 0, "\(again.errors)")
                let key = try #require(store.keys.first { $0.hasPrefix("leases/") && $0.hasSuffix(".json") })
                let manifest = "lake/report=cdr_1/source=bogota/day=2026-10-01/_manifest.json"
                let text = String(decoding: store.bytes(of: manifest) ?? [], as: UTF8.self)
                let name = "\"lease\": \"s3://bucket/\(key)\",\n  \"lease_number\": 2,"
                #expect(text.contains(name), "\(text)")
                // The lease as it was before it was ever taken over.
                let lease = String(decoding: store.bytes(of: key) ?? [], as: UTF8.self)
                #expect(lease.contains("\"number\" : 2"))
                let later = text.replacing("\"lease_number\": 2", with: "\"lease_number\": 9")
                store.place(Array(later.utf8), at: manifest)
                let late = try await host.run(1)
                #expect(late.status == 3 || late.status == 75, "\(late.status) \(late.errors)")
                #expect(late.errors.contains("under number 3 of the lease"), "\(late.errors)")
                #expect(store.bytes(of: manifest) == Array(later.utf8))
            }
        }
    }

    @Test func aStoreThatIgnoresConditionsKeepsNoLease() async throws {
        try await SimulatorProcess.run(rowsPerDay: 20) { simulator in
            try await FakeStore.run(FakeStoreHabits.with { $0.ignoresConditions = true }) { store in
                let host = try LeaseHost(store, server: simulator.address)
                for words in [["run", "pipeline.yaml"], ["check", "pipeline.yaml"]] {
                    let outcome = try await host.place.run(words)
                    #expect(outcome.status == 78 && outcome.errors.contains("cannot keep leases"), "\(outcome.errors)")
                }
                #expect(try await simulator.requests().isEmpty)
            }
        }
    }

    @Test func wrongKeysAreRefusedWithTheirLine() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        for (lease, says) in [
            ("{ to: leases }", "to: 'leases' is not a place in an object store"),
            ("{ length: 2m }", "to"), ("{ to: \"s3://b/l\", length: 1s }", "length"),
            ("{ to: \"s3://b/l\", storage_class: X }", "storage_class"), ("s3://b/l", "lease"),
        ] {
            try place.write("\(PipelineText(more: "lease: \(lease)"))", to: "pipeline.yaml")
            let outcome = try await place.run(["validate", "pipeline.yaml"])
            #expect(outcome.status == 78, "\(lease): \(outcome.errors)")
            #expect(outcome.errors.contains(says) && outcome.errors.contains("pipeline.yaml:14"), "\(outcome.errors)")
        }
    }
}
