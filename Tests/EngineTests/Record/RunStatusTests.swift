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

    @Test(arguments: [(ETLError.Code.files, RunStatus.files), (.tryLater, .tryLater), (.token, .token)])
    func oneOfThreeReasonsDecidesAlone(code: ETLError.Code, expected: RunStatus) {
        #expect(status([failed(code), failed(code)]) == expected)
        #expect(status([failed(code), .committed(Self.committed)]) == expected)
        #expect(status([failed(code), failed(.source), .committed(Self.committed)]) == .partial)
    }

    @Test func otherReasonsArePartialBesideACommit() {
        #expect(status([failed(.source), .committed(Self.committed)]) == .partial)
        #expect(status([failed(.data), .resumed(nil)]) == .partial)
    }

    @Test func withoutACommitTheGravestReasonDecides() {
        let order: [(ETLError.Code, RunStatus)] = [
            (.token, .token), (.files, .files), (.tryLater, .tryLater), (.source, .source), (.data, .data),
        ]
        for (index, (code, expected)) in order.enumerated() {
            #expect(status(order[index...].map { failed($0.0) }.reversed()) == expected, "\(code)")
        }
    }
}
