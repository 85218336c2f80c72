import ArgumentParser
import ETL
import Engine
import PipelineFile
import Testing
import Wolkvox

@testable import Commands

@Suite struct RunScopeTests {
    @Test func flagsMakeAScope() throws {
        let flags = ["--report", "cdr_1", "--source", "lima", "--from", "-3d", "--to", "yesterday", "--lookback", "2d"]
        let scope = try DayOptions.parse(flags + ["--missing-only"]).scope
        #expect(scope.reports == ["cdr_1"])
        #expect(scope.sources == ["lima"])
        #expect(scope.days == DayRequest(from: .daysAgo(3), to: .yesterday, lookback: 2))
        #expect(scope.choice == .missing)
        #expect([scope.acceptEmpty, scope.acceptShrink, scope.takeOver] == [false, false, false])
    }

    @Test func oneDayIsBothEnds() throws {
        #expect(try DayOptions.parse(["--day", "today"]).scope.days == DayRequest(of: .today))
    }

    @Test(arguments: [([], DayChoice.all), (["--missing-only"], .missing), (["--stale"], .stale)])
    func flagsChooseAmongTheDays(flags: [String], choice: DayChoice) throws {
        #expect(try DayOptions.parse(flags).scope.choice == choice)
    }

    @Test func whatTheScopeTakesIsTakenByTheJobs() async throws {
        let assembly = JobAssembly(
            context: try World().context, spec: try Specs.read(), file: "try.yaml",
            scope: RunScope(sources: ["bogota"], acceptShrink: true, takeOver: true))
        for job in try assembly.plannedJobs() {
            #expect(job.takesOver && job.quality.acceptShrink && !job.quality.acceptEmpty)
        }
    }
}
