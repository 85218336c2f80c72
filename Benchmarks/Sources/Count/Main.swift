import Answers
import CCallgrind
import Foundation
import Harness

/// Runs each stage of each report once between marks, for callgrind to count: `valgrind --tool=callgrind count [ROWS]`.
@main
enum Main {
    static func main() async throws {
        guard callgrind_marks_work() != 0 else {
            FileHandle.standardError.write(
                Data("count only works inside of valgrind, built where its header is\n".utf8))
            exit(69)
        }
        let rows = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2000
        for report in SampleReport.founding {
            let job = try Job(report, rows: rows)
            for stage in Stage.allCases {
                // What is built at first use is no part of what a row costs.
                try await job.run(stage)
                callgrind_begin()
                try await job.run(stage)
                unsafe callgrind_end("\(report.name) \(stage)")
            }
        }
    }
}
