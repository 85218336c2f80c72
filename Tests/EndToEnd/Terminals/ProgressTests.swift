import Foundation
import TestSupport
import Testing

/// The real program on a real pseudo-terminal: what is on the screen while it works, and after.
@Suite struct ProgressTests {
    private static let patience = "retry: { attempts: 2, first_wait: 0s, longest_wait: 0s }, limits: { timeout: 1h }"

    private static func source(_ name: String, _ token: String = "WOLKVOX_TOKEN", _ more: String = patience) -> String {
        "  - { name: \(name), time_zone: America/Bogota, endpoint: \"${WOLKVOX_ENDPOINT}\", token: \"${\(token)}\", \(more) }"
    }

    private static func place(
        _ simulator: SimulatorProcess, sources: [String], reports: [String], span: String = "auto"
    ) throws -> Workplace {
        let place = try Workplace(server: simulator.address)
        let text = PipelineText(
            sources: sources.joined(separator: "\n"), reports: reports.map { "  - \($0)" }.joined(separator: "\n"),
            span: span)
        try place.write("\(text)", to: "pipeline.yaml")
        return place
    }

    /// The screen says nothing with colours or with what a terminal may not know, and all is as it was before.
    private static func check(_ screen: Screen, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(screen.unknown.isEmpty && !screen.isStyled, sourceLocation: sourceLocation)
        #expect(screen.showsCursor && screen.wraps, sourceLocation: sourceLocation)
        #expect(screen.cursor.column == 0, sourceLocation: sourceLocation)
    }

    /// At the end the cursor is below all that is shown, and no line that moved is left.
    private static func checkEnd(
        _ screen: Screen, dumb: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        check(screen, sourceLocation: sourceLocation)
        #expect(screen.cursor.row == screen.lines.count, sourceLocation: sourceLocation)
        // What was written plainly stays.
        if dumb { return }
        #expect(!screen.lines.contains { $0.contains(" cdr_1  ") && $0.contains(" days") }, "\(screen.lines)")
    }

    /// Half of the calls are answered, and the next one hangs.
    private func hanging(_ body: (SimulatorProcess, Workplace, [String]) async throws -> Void) async throws {
        let days = LocalDays.last(2)
        try await SimulatorProcess.run(scenario: .hanging(at: 3)) { simulator in
            let source = Self.source("bogota", "WOLKVOX_TOKEN", "calls_per_day: 300, \(Self.patience)")
            let place = try Self.place(simulator, sources: [source], reports: ["cdr_1"], span: "12h")
            try await body(simulator, place, ["run", "pipeline.yaml"] + days.flags)
        }
    }

    private static var wide: Regex<(Substring, Substring, Substring?)> {
        /bogota cdr_1  █{10}░{10} 1\/2 days  (\d+) rows(  \S+ rows?\/\w+)?  3 calls, 297 left  .*\d{4}-\d\d-\d\d.*/
    }
    private static var narrow: Regex<(Substring, Substring)> {
        /bogota cdr_1  (1\/2 days  .*|waiting .*)/
    }

    @Test(arguments: [40, 200], [[:], ["NO_COLOR": "1"]])
    func aSourceHasALine(columns: Int, environment: [String: String]) async throws {
        try await hanging { simulator, place, words in
            let program = try await TerminalProgram(words, in: place, columns: columns, environment: environment)
            let shape = columns == 40 ? Self.narrow.matchesWhole : Self.wide.matchesWhole
            let screen = try await program.wait { shape($0.lines.last ?? "") }
            #expect(screen.lines.count == 1 && screen.lines[0].count < columns, "\(screen.lines)")
            Self.check(screen)
            if columns == 200 {
                let rows = try #require(screen.lines[0].wholeMatch(of: Self.wide)?.1).filter { $0 != "," }
                let request = try await simulator.requests().prefix(2).reduce(0) { $0 + $1.rows }
                #expect(Int(rows) == request)
            }
            // It says for how long, once that is longer than usual.
            try await program.wait { $0.lines.last?.contains(#/  waiting \d+ s for 20/#) == true }
            program.send(SIGTERM)
            let (status, last) = try await program.end()
            #expect(status == 143)
            Self.checkEnd(last)
            #expect(last.lines.contains { $0.hasPrefix("error: Stopped by SIGTERM") }, "\(last.lines)")
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func aSignalLeavesTheTerminalAsItWas(signal: Int32) async throws {
        try await hanging { _, place, words in
            let program = try await TerminalProgram(words, in: place, columns: 200)
            try await program.wait { Self.wide.matchesWhole($0.lines.last ?? "") }
            program.send(signal)
            let (status, last) = try await program.end()
            #expect(status == 128 + signal)
            // What is killed takes nothing away, and has nothing to give back.
            if signal == SIGKILL { Self.check(last) } else { Self.checkEnd(last) }
        }
    }

    /// Nothing of the old width is left, neither on terminals that break lines again nor on those that cut them.
    @Test(arguments: [true, false])
    func aResizeInTheMiddle(breaksAgain: Bool) async throws {
        try await hanging { _, place, words in
            let program = try await TerminalProgram(words, in: place, columns: 200, breaksAgain: breaksAgain)
            try await program.wait { Self.wide.matchesWhole($0.lines.last ?? "") }
            for columns in [40, 200, 61, 200] {
                program.resize(columns)
                let screen = try await program.wait { screen in
                    let line = screen.lines.last ?? ""
                    return columns == 200
                        ? Self.wide.matchesWhole(line) : line.count < columns && screen.lines.count == 1
                }
                #expect(screen.lines.count == 1, "\(columns): \(screen.lines)")
                #expect(screen.lines[0].hasPrefix("bogota cdr_1  "))
                Self.check(screen)
            }
            program.send(SIGINT)
            Self.checkEnd(try await program.end().screen)
        }
    }

    /// Each has its line, and what is said meanwhile is above both.
    @Test(arguments: [40, 200])
    func twoSourcesAtOnce(columns: Int) async throws {
        let scenario = "rules: [{ when: { api: cdr_6 }, do: { status: 503 } }, { when: { api: cdr_3 }, do: hang }]\n"
        try await SimulatorProcess.run(scenario: scenario) { simulator in
            let sources = [Self.source("bogota"), Self.source("madrid", "OTHER_TOKEN")]
            let place = try Self.place(simulator, sources: sources, reports: ["cdr_6", "cdr_3"])
            place.environment["OTHER_TOKEN"] = "an0ther-t0ken-0451"
            let program = try await TerminalProgram(
                ["run", "pipeline.yaml"] + LocalDays.last(1).flags, in: place, columns: columns)
            let screen = try await program.wait { screen in
                let last = screen.lines.suffix(2)
                return last.count == 2
                    && ["bogota", "madrid"].allSatisfy { name in
                        last.contains { $0.hasPrefix("\(name) cdr_3  ") && $0.contains("1/2 days") }
                    }
            }
            Self.check(screen)
            let above = screen.lines.dropLast(2)
            #expect(!above.contains { $0.hasPrefix("bogota cdr") || $0.hasPrefix("madrid cdr") }, "\(screen.lines)")
            // Failures of one cause are one line.
            #expect(above.contains { $0.hasPrefix("failed: cdr_6 of ") }, "\(screen.lines)")
            #expect(screen.lines.suffix(2).allSatisfy { $0.count < columns })
            program.send(SIGTERM)
            Self.checkEnd(try await program.end().screen)
        }
    }

    @Test(arguments: [40, 200])
    func aPauseSaysWhatItIsFor(columns: Int) async throws {
        try await SimulatorProcess.run(scenario: "rules: [{ do: { status: 503 } }]\n") { simulator in
            let source = Self.source(
                "bogota", "WOLKVOX_TOKEN", "retry: { attempts: 3, first_wait: 30m, longest_wait: 1h }")
            let place = try Self.place(simulator, sources: [source], reports: ["cdr_1"])
            let program = try await TerminalProgram(
                ["run", "pipeline.yaml"] + LocalDays.last(1).flags, in: place, columns: columns)
            let screen = try await program.wait { $0.lines.last?.contains("  asks again in ") == true }
            #expect(screen.lines.count == 1 && screen.lines[0].count < columns)
            #expect(screen.lines[0].hasPrefix("bogota cdr_1  "))
            if columns == 200 { #expect(screen.lines[0].contains("HTTP 503"), "\(screen.lines)") }
            program.send(SIGTERM)
            Self.checkEnd(try await program.end().screen)
        }
    }

    /// A second process waits for the token of the first.
    @Test func aTokenIsWaitedFor() async throws {
        try await hanging { simulator, place, words in
            let first = try await place.start(words)
            try await simulator.waitForRequests(3, of: first)
            let second = try Workplace(server: simulator.address)
            try second.write(try place.text("pipeline.yaml"), to: "pipeline.yaml")
            second.environment["WOLKVOX_ETL_STATE"] = place.path("state")
            let program = try await TerminalProgram(words + ["--wait", "10m"], in: second, columns: 200)
            let screen = try await program.wait {
                $0.lines.last?.contains(#/  waiting \d+ (s|min) for the token$/#) == true
            }
            #expect(
                screen.lines.dropLast().joined().hasPrefix("Waiting up to 600 s: the token of bogota is held by pid"))
            Self.check(screen)
            program.send(SIGINT)
            Self.checkEnd(try await program.end().screen)
            first.send(SIGTERM)
            _ = try await first.end()
        }
    }

    /// Plain lines, no longer than the terminal is wide, and nothing that moves the cursor.
    @Test(arguments: [40, 200], ["dumb", ""])
    func aDumbTerminalHasPlainLines(columns: Int, kind: String) async throws {
        try await hanging { _, place, words in
            let program = try await TerminalProgram(words, in: place, columns: columns, environment: ["TERM": kind])
            try await program.wait { $0.lines.contains { $0.hasPrefix("bogota cdr_1  ") } }
            program.send(SIGTERM)
            let (status, screen) = try await program.end()
            #expect(status == 143)
            Self.checkEnd(screen, dumb: true)
            let text = program.written
            #expect(!text.contains("\u{1B}") && !text.replacing("\r\n", with: "\n").contains("\r"))
            let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").filter {
                $0.hasPrefix("bogota cdr_1  ")
            }
            #expect(!lines.isEmpty && lines.allSatisfy { $0.count < columns })
        }
    }

    /// A round shows what a run shows.
    @Test func aRoundHasALineToo() async throws {
        try await SimulatorProcess.run(scenario: "rules: [{ when: { api: cdr_3 }, do: hang }]\n") { simulator in
            let place = try Self.place(simulator, sources: [Self.source("bogota")], reports: ["cdr_1", "cdr_3"])
            let program = try await TerminalProgram(["follow", "pipeline.yaml"], in: place, columns: 120)
            let during = try await program.wait { $0.lines.last?.hasPrefix("bogota cdr_3  ") == true }
            Self.check(during)
            program.send(SIGTERM)
            let (ending, last) = try await program.end()
            #expect(ending == 0)
            Self.checkEnd(last)
            #expect(!last.lines.contains { $0.hasPrefix("bogota cdr_3  ") }, "\(last.lines)")
        }
    }

    /// A run that ends by itself leaves its summary, and a quiet one nothing else.
    @Test(arguments: [false, true])
    func aRunThatEndsLeavesItsSummary(isQuiet: Bool) async throws {
        try await SimulatorProcess.run { simulator in
            let place = try Self.place(simulator, sources: [Self.source("bogota")], reports: ["cdr_1"])
            let program = try await TerminalProgram(
                ["run", "pipeline.yaml"] + LocalDays.last(3).flags + (isQuiet ? ["--quiet"] : []), in: place,
                columns: 120)
            let (status, screen) = try await program.end()
            #expect(status == 0)
            Self.checkEnd(screen)
            #expect(
                screen.lines.contains { $0.hasPrefix("3 partitions: 3 created") } == !isQuiet, "\(screen.lines)"
            )
            #expect(program.written.contains("\u{1B}") == !isQuiet)
        }
    }
}

extension Regex {
    /// Whether it matches all of a text.
    fileprivate func matchesWhole(_ text: String) -> Bool { (try? wholeMatch(in: text)) ?? nil != nil }
}
