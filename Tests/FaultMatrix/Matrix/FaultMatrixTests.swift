import Foundation
import Testing

/// Every named fault and each of the five reports: it either recovers to exactly the right rows, or fails with the
/// documented exit code and leaves what was there before.
@Suite struct FaultMatrixTests {
    // More than there are processors, for many cells wait.
    private static let cellsAtOnce = 6

    private struct Finding: Sendable {
        var place: Int
        var report: String
        var complaints: [String]
    }

    @Test func everyNightEndsAsItShould() async throws {
        #expect(Night.all.count >= 30)
        let baseline = try await Baseline()
        var findings: [Int: [String: [String]]] = [:]
        try await withThrowingTaskGroup(of: Finding.self) { group in
            var cells = Night.all.indices.flatMap { place in Rehearsal.reports.map { (place, $0) } }[...]
            func start() {
                guard let (place, report) = cells.popFirst() else { return }
                group.addTask {
                    let cell = Cell(night: Night.all[place], report: report, baseline: baseline)
                    return Finding(place: place, report: report, complaints: try await cell.complaints())
                }
            }
            for _ in 0..<Self.cellsAtOnce { start() }
            for try await finding in group {
                findings[finding.place, default: [:]][finding.report] = finding.complaints
                start()
            }
        }
        for (place, night) in Night.all.enumerated() {
            for (report, complaints) in findings[place] ?? [:] where !complaints.isEmpty {
                Issue.record("\(night.scenario), \(report): \(complaints.joined(separator: "; "))")
            }
        }
        print(Self.table(findings))
    }

    private static func table(_ findings: [Int: [String: [String]]]) -> String {
        let width = 28
        func line(_ cells: [String]) -> String {
            cells.map { $0 + String(repeating: " ", count: max(1, width - $0.count)) }.joined()
        }
        let lines = Night.all.enumerated().map { place, night in
            let cells = Rehearsal.reports.map { report in
                let complaints = findings[place]?[report] ?? ["was not tried"]
                return complaints.isEmpty ? night.expected(report).words : "WRONG"
            }
            return line([night.scenario] + cells)
        }
        return ([line(["night"] + Rehearsal.reports)] + lines).joined(separator: "\n")
    }
}
