import ETL
import Testing

@testable import Engine

@Suite struct RunStatusTests {
    private static let committed = CommittedPartition(received: 1, rows: 1, quarantined: 0, bytes: 1, state: .final)

    private func status(_ outcomes: [PartitionResult.Outcome]) -> RunStatus {
        RunStatus(
            results: outcomes.map {
                PartitionResult(Partition(report: "r", source: "s", day: Day(number: 0)), $0)
            })
    }

    private func failed(_ code: ETLError.Code) -> PartitionResult.Outcome {
        .failed(ETLError(code, "x", advice: "y"))
    }

    @Test func allCommittedIsSuccess() {
        #expect(status([]) == .success)
        #expect(status([.committed(Self.committed), .resumed(nil), .skipped(Self.committed)]) == .success)
    }

    @Test func aSuspectDayIsPartial() {
        #expect(status([.committed(Self.committed), .suspect(nil, reason: "")]) == .partial)
    }

    /// Every pair of reasons, beside a commit, beside a suspect day and with neither. What needs a person goes before
    /// what time repairs.
    @Test(arguments: ETLError.Code.allCases, ETLError.Code.allCases)
    func everyPairOfReasonsHasItsStatus(one: ETLError.Code, other: ETLError.Code) {
        let failures = [failed(one), failed(other)]
        let alone = status(failures)
        let besideACommit = status(failures + [.committed(Self.committed)])
        let besideASuspectDay = status([.suspect(nil, reason: "")] + failures)
        let person: [(ETLError.Code, RunStatus)] = [
            (.token, .token), (.configuration, .configuration), (.files, .files), (.data, .data),
        ]
        if let gravest = person.first(where: { [one, other].contains($0.0) }) {
            #expect(alone == gravest.1)
            #expect(besideACommit == gravest.1)
            #expect(besideASuspectDay == gravest.1)
        } else if one == .tryLater, other == .tryLater {
            #expect(alone == .tryLater)
            #expect(besideACommit == .tryLater)
            #expect(besideASuspectDay == .partial)
        } else {
            #expect(alone == .source)
            #expect(besideACommit == .partial)
            #expect(besideASuspectDay == .partial)
        }
    }

    @Test func aResumedOrSkippedDayCountsAsCommitted() {
        #expect(status([failed(.source), .resumed(nil)]) == .partial)
        #expect(status([failed(.source), .skipped(Self.committed)]) == .partial)
        #expect(status([failed(.data), .resumed(nil)]) == .data)
    }
}
