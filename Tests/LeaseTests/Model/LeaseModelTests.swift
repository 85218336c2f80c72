import ETL
import Foundation
import Testing

@testable import Lease

/// Two hosts run the real state machine against a store with conditional writes, through every order of events: requests
/// that arrive late or whose answers are lost, and processes that are stopped at any point and wake at any other.
@Suite struct LeaseModelTests {
    /// All that a search came to.
    struct Finding {
        var states = 0
        var fault: ModelWorld.Fault?
        /// How the fault comes about.
        var path: [String] = []
        /// How often the lease was taken, at most.
        var highestNumber = 0
    }

    /// The least times that leave room for each order: renewed after one second, given up after two, taken after three.
    static var timing: LeaseTiming {
        var timing = LeaseTiming(length: .seconds(3))
        (timing.requestTimeout, timing.pause, timing.poll) = (.seconds(1), .seconds(1), .seconds(3))
        return timing
    }

    /// Goes through all worlds, those of fewest steps first, until a fault is found.
    static func explore(
        _ rules: ModelWorld.Rules, timing: LeaseTiming = Self.timing, calls: Int = 1
    ) async -> Finding {
        var finding = Finding()
        let start = ModelWorld(rules, timing: timing, calls: calls)
        // Hashes of 64 bits: that two worlds of a million share one has a chance of one in forty million.
        var parents: [Int: Int] = [start.hashValue: 0]
        var layer = [start]
        while !layer.isEmpty {
            var next: [ModelWorld] = []
            for world in layer {
                finding.states += 1
                // Other tests share the few threads, and a search takes a minute.
                if finding.states.isMultiple(of: 500) { await Task.yield() }
                finding.highestNumber = max(finding.highestNumber, world.record?.number ?? 0)
                let hash = world.hashValue
                do throws(ModelWorld.Fault) {
                    if let fault = world.fault { throw fault }
                    for successor in try world.successors(rules)
                    where parents.updateValueIfAbsent(hash, forKey: successor.hashValue) {
                        next.append(successor)
                    }
                } catch {
                    finding.fault = error
                    finding.path = path(to: world, from: start, parents, rules)
                    return finding
                }
            }
            layer = next
        }
        return finding
    }

    /// The worlds on the way to one, for people.
    private static func path(
        to end: ModelWorld, from start: ModelWorld, _ parents: [Int: Int], _ rules: ModelWorld.Rules
    ) -> [String] {
        var hashes = [end.hashValue]
        while let last = hashes.last, let parent = parents[last], parent != 0 { hashes.append(parent) }
        var (world, lines) = (start, [start.line])
        for hash in hashes.reversed().dropFirst() {
            guard let next = (try? world.successors(rules))?.first(where: { $0.hashValue == hash }) else { break }
            world = next
            lines.append(world.line)
        }
        return lines
    }

    /// What a test goes through. A host that is stopped **and** a lost answer take minutes, so that search is asked for.
    static var searches: [ModelWorld.Rules] {
        var searches = [
            ModelWorld.Rules(pauses: 1, losses: 0), ModelWorld.Rules(showsAge: false, pauses: 1, losses: 0),
            ModelWorld.Rules(pauses: 0, losses: 1),
        ]
        if ProcessInfo.processInfo.environment["WOLKVOX_ETL_WHOLE_LEASE_MODEL"] != nil {
            searches += [ModelWorld.Rules(), ModelWorld.Rules(showsAge: false)]
        }
        return searches
    }

    @Test(arguments: searches) func noTwoHoldALeaseAtOnce(rules: ModelWorld.Rules) async {
        let finding = await Self.explore(rules)
        print(
            "lease model, \(rules.pauses) stopped, \(rules.losses) lost, age \(rules.showsAge ? "shown" : "hidden"):",
            "\(finding.states) states")
        #expect(finding.fault == nil, "\(finding.path.joined(separator: "\n"))")
        // The search has gone through takeovers, and is no search of nothing.
        #expect(finding.highestNumber > 1)
        #expect(finding.states > 1000)
    }

    /// Where there is time for another try, a holder whose answer was lost finds that it still has its lease.
    @Test func lostAnswersTakeNoLeaseFromItsHolder() async {
        var timing = LeaseTiming(length: .seconds(6))
        (timing.requestTimeout, timing.pause, timing.poll) = (.seconds(1), .seconds(1), .seconds(6))
        let finding = await Self.explore(ModelWorld.Rules(pauses: 0, losses: 1, horizon: 8), timing: timing)
        print("lease model, long lease, 1 lost: \(finding.states) states")
        #expect(finding.fault == nil, "\(finding.path.joined(separator: "\n"))")
    }

    @Test func withoutFencingAStaleCommitIsFound() async {
        let finding = await Self.explore(ModelWorld.Rules(hasFencing: false, losses: 0))
        print(
            "lease model without fencing:", finding.fault.map { "\($0)" } ?? "nothing", "after \(finding.states) states"
        )
        #expect(finding.fault == .staleCommit)
    }

    @Test func withoutTheBoundOfRenewalTwoHoldersAreFound() async {
        var timing = Self.timing
        timing.bound = .seconds(1_000_000)
        let finding = await Self.explore(ModelWorld.Rules(losses: 0), timing: timing)
        print(
            "lease model without a bound:", finding.fault.map { "\($0)" } ?? "nothing", "after \(finding.states) states"
        )
        #expect(finding.fault == .twoHolders)
    }

    @Test func aBoundAsLongAsTheLeaseIsTooLong() async {
        var timing = Self.timing
        timing.bound = .seconds(4)
        let finding = await Self.explore(ModelWorld.Rules(losses: 0), timing: timing)
        #expect(finding.fault != nil)
    }
}

extension Dictionary {
    /// Whether the key was not there, and is now.
    fileprivate mutating func updateValueIfAbsent(_ value: Value, forKey key: Key) -> Bool {
        guard self[key] == nil else { return false }
        self[key] = value
        return true
    }
}
