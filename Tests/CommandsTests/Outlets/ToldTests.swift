import Foundation
import PipelineFile
import Testing

@testable import Commands

/// Who is told what, run after run.
@Suite struct ToldTests {
    private static let hour: Int64 = 3600
    private static let refused = Told.Ending.failure(reason: "refused")
    private static let gone = Told.Ending.failure(reason: "gone")

    /// Runs at some hours, and the hours at which something arrived. Each run is another process: what is known goes
    /// through JSON.
    private static func told(
        _ on: Set<NotifySpec.Event>, _ runs: [(hour: Double, ending: Told.Ending)], lost: Set<Double> = []
    ) throws -> [String] {
        let spec = NotifySpec(on: on, way: .command([]), remind: .seconds(6 * hour))
        var known = Told(item: 1)
        var said: [String] = []
        for run in runs {
            let now = 1_790_000_000 + Int64(run.hour * Double(hour))
            let event = known.event(run.ending, at: now, for: spec)
            let arrived = !lost.contains(run.hour)
            if let event, arrived { said.append("\(event) at \(run.hour)") }
            known.note(event, arrived: arrived, run.ending, at: now)
            known = try JSONDecoder().decode(Told.self, from: JSONEncoder().encode(known))
        }
        return said
    }

    @Test func twelveHoursOfFailingRoundsAreThreeMessages() throws {
        let rounds = (0...144).map { (hour: Double($0) / 12, ending: Self.refused) }
        #expect(
            try Self.told([.failure, .recovery], rounds) == ["failure at 0.0", "failure at 6.0", "failure at 12.0"])
    }

    @Test func anotherReasonIsToldAtOnceAndOneThatComesAndGoesOnce() throws {
        let rounds = (0..<30).map { (hour: Double($0) / 12, ending: $0 % 2 == 0 ? Self.refused : Self.gone) }
        #expect(try Self.told([.failure], rounds) == ["failure at 0.0", "failure at \(1.0 / 12)"])
    }

    @Test func aRecoveryIsToldOnceAndTheNextFailureAgain() throws {
        let runs: [(hour: Double, ending: Told.Ending)] = [
            (0, .success), (1, Self.refused), (2, .success), (3, .success), (4, Self.refused),
        ]
        #expect(try Self.told([.failure, .recovery], runs) == ["failure at 1.0", "recovery at 2.0", "failure at 4.0"])
        #expect(try Self.told([.failure], runs) == ["failure at 1.0", "failure at 4.0"])
        #expect(try Self.told([.recovery], runs) == ["recovery at 2.0"])
        #expect(
            try Self.told([.always, .recovery], runs)
                == ["always at 0.0", "always at 1.0", "recovery at 2.0", "always at 3.0", "always at 4.0"])
    }

    @Test func whatDidNotArriveIsToldByTheNextRun() throws {
        let runs: [(hour: Double, ending: Told.Ending)] = [
            (0, Self.refused), (1, Self.refused), (2, Self.refused), (3, .success), (4, .success), (5, .success),
        ]
        #expect(
            try Self.told([.failure, .recovery], runs, lost: [0, 3]) == ["failure at 1.0", "recovery at 4.0"])
    }

    @Test func whoStoppedARunKnows() throws {
        let runs: [(hour: Double, ending: Told.Ending)] = [(0, Self.refused), (1, .stopped), (2, .success)]
        #expect(try Self.told([.failure, .recovery], runs) == ["failure at 0.0", "recovery at 2.0"])
        #expect(try Self.told([.always], [(0, .stopped)]) == ["always at 0.0"])
    }

    @Test func dayAndCountsAreNoReasonOfTheirOwn() {
        let first = Told.Ending.reason(69, "cdr_1 of bogota, 2026-10-01: 503 from the server")
        #expect(first == Told.Ending.reason(69, "cdr_1 of bogota, 2026-11-02: 503 from the server"))
        #expect(first != Told.Ending.reason(3, "cdr_1 of bogota, 2026-10-01: 503 from the server"))
        #expect(first != Told.Ending.reason(69, "cdr_1 of cali, 2026-10-01: 503 from the server"))
        #expect(!first.contains("bogota"))
    }
}
