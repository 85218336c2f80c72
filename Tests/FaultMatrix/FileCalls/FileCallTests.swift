import ETL
import FlatFiles
import Foundation
import Testing

/// A kill, or a signal, at each single call of the program that changes a file below the output.
@Suite(.enabled(FileCallLibrary.reason) { await FileCallLibrary.isPossible() })
struct FileCallTests {
    private static let days = LocalDays.last(2)
    private static let scenario = """
        rules:
          - when: { api: cdr_1 }
            do: { malformed: { field: cost, value: x, every: 20 } }
        """
    private static let file = "\(Rehearsal(reports: ["cdr_1"], span: "12h"))"
    private static let words = ["run", "pipeline.yaml"] + days.flags
    /// Days in another format are another pipeline's until they are taken over.
    private static let besideWords = ["run", "beside.yaml", "--take-over"] + days.flags

    /// What is there before the run.
    enum Before: CaseIterable {
        case nothing
        /// The same rows in another format, so that data is replaced and an old file is removed.
        case anotherFormat
    }

    /// A workplace with what is there before, and a second pipeline of another name that writes the same days.
    private static func workplace(_ before: Before, _ server: Server) async throws -> Workplace {
        let place = try Workplace(server: server.address)
        place.environment["OTHER_TOKEN"] = "another-t0k3n-of-the-same-0451"
        if before == .anotherFormat {
            try place.write(file.replacing("{ to: output }", with: "{ to: output, format: csv }"), to: "pipeline.yaml")
            try await place.succeed(words)
        }
        try place.write(file, to: "pipeline.yaml")
        try place.write(
            file.replacing("name: rehearsal", with: "name: beside").replacing("WOLKVOX_TOKEN", with: "OTHER_TOKEN"),
            to: "beside.yaml")
        return place
    }

    private static func copy(_ master: Workplace) throws -> Workplace {
        let place = try Workplace()
        place.environment.merge(master.environment) { own, _ in own }
        for name in ["pipeline.yaml", "beside.yaml", "output"] where master.exists(name) {
            try FileManager.default.copyItem(at: master.url(name), to: place.url(name))
        }
        return place
    }

    /// The files of a run that nothing disturbs, and the number of its calls.
    private static func calm(_ master: Workplace) async throws -> (files: [String: Data], calls: Int) {
        let place = try copy(master)
        let log = place.path("calls")
        let own = try await FileCallLibrary.environment(place.path("output"), log: log)
        place.environment.merge(own) { $1 }
        try await place.succeed(words)
        return (try gzip(place), try place.text("calls").split(separator: "\n").count)
    }

    private static func gzip(_ place: Workplace) throws -> [String: Data] {
        try place.visible().filter { $0.key.hasSuffix(".gz") }
    }

    /// Problems but for commits that are still to be finished.
    private static func problems(_ place: Workplace) throws -> [LakeProblem] {
        guard place.exists("output") else { return [] }
        let found = try FlatFileLoader(FlatFileOptions(directory: place.path("output"))).verify().problems
        let isUnfinished = found.contains { $0.path.hasSuffix(".intent") }
        return isUnfinished ? [] : found
    }

    @Test(arguments: Before.allCases) func aKillLosesNothingWithASecondWriterBesideIt(before: Before) async throws {
        try await Server.run(Self.scenario, rowsPerDay: 60) { server in
            let master = try await Self.workplace(before, server)
            let (expected, calls) = try await Self.calm(master)
            #expect(expected.count == 4 && calls > 30)
            var killed = 0
            for call in 1...calls {
                let place = try Self.copy(master)
                let plain = place.environment
                place.environment.merge(
                    try await FileCallLibrary.environment(place.path("output"), call: call)
                ) { $1 }
                let first = try await place.start(Self.words)
                place.environment = plain
                // Even ones run beside it, odd ones after its death.
                let second =
                    call.isMultiple(of: 2) ? try await place.start(Self.besideWords) : nil
                let outcome = try await first.end()
                killed += outcome.status == 128 + SIGKILL ? 1 : 0
                if second == nil { #expect(try Self.problems(place) == [], "after a kill at call \(call)") }
                let beside: Program.Outcome
                if let second {
                    beside = try await second.end()
                } else {
                    beside = try await place.run(Self.besideWords)
                }
                #expect(beside.status == 0, "beside a kill at call \(call): \(beside.errors)")
                #expect(try Self.problems(place) == [], "beside a kill at call \(call)")
                try await place.succeed(Self.words)
                #expect(try Self.gzip(place) == expected, "after a kill at call \(call)")
                #expect(
                    try FlatFileLoader(FlatFileOptions(directory: place.path("output"))).verify().problems == [],
                    "after a kill at call \(call)")
            }
            #expect(killed > calls / 2)
        }
    }

    /// What a power cut could take back: a name is on the disk when its folder is.
    @Test func eachNewFolderAndEachVisibleNameIsOnTheDiskInTheEnd() async throws {
        try await Server.run(Self.scenario, rowsPerDay: 60) { server in
            let place = try await Self.workplace(.nothing, server)
            let log = place.path("calls")
            place.environment.merge(
                try await FileCallLibrary.environment(place.folder.path(percentEncoded: false), log: log)
            ) { $1 }
            try await place.succeed(Self.words)
            let calls = try place.text("calls").split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
            var made: Set<Substring> = []
            for (number, call) in calls.enumerated() where call[2].contains("/output") {
                let isNewFolder = call[1] == "mkdir" && made.insert(call[2]).inserted
                // What lies in the staging of a run may be lost: the next run receives it again.
                guard isNewFolder || call[1] == "rename" && !call[2].contains("/_staging/") else { continue }
                let folder = "/" + call[2].split(separator: "/").dropLast().joined(separator: "/")
                #expect(
                    calls[number...].contains { $0[1] == "fsync" && $0[2] == folder }, "the folder of \(call[2])")
            }
            #expect(made.contains { $0.hasSuffix("/output") } && made.contains { $0.hasSuffix("/output/_staging") })
        }
    }

    @Test func aSignalDuringACallChangesNothing() async throws {
        try await Server.run(Self.scenario, rowsPerDay: 60) { server in
            let master = try await Self.workplace(.anotherFormat, server)
            let (expected, calls) = try await Self.calm(master)
            for call in 1...calls {
                let place = try Self.copy(master)
                place.environment.merge(
                    try await FileCallLibrary.environment(place.path("output"), call: call, error: EINTR)
                ) { $1 }
                try await place.succeed(Self.words)
                #expect(try Self.gzip(place) == expected, "after a signal at call \(call)")
            }
        }
    }
}

extension Workplace {
    fileprivate func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
