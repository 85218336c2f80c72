import Foundation
import Simulator
import Testing

@Suite struct ScenarioTests {
    private func mistakes(_ yaml: String) -> [String] {
        do {
            _ = try Scenario(yaml: yaml)
            return []
        } catch let error as ScenarioError {
            return error.mistakes.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func everyMistakeIsNamedWithItsPlace() {
        let yaml = """
            version: 2
            code_as: roman
            cap: -5
            colour: blue
            rows_per_day: { cdr_1: many }
            rules:
              - when: { api: cdr_1, call: 0, day: 2026-13-01, weather: bad }
                do: { latency: soon }
              - do: explode
              - when: { from: "25:00" }
              - do: { status: { code: 42 } }
              - do: { reset: now }
              - do: { drift: { remove: { a: b } } }
            """
        let found = mistakes(yaml)
        let expected = [
            "1:10: version 2 is not known", "2:10: 'code_as' wants one of number, string, mixed, not 'roman'",
            "3:6: 'cap' wants a whole number from 1, not '-5'", "4:1: 'colour' is not known here",
            "5:24: 'cdr_1' wants a whole number from 0, not 'many'", "7:31: 'call' wants numbers from 1",
            "7:39: 'day' wants a day such as 2026-10-01, not '2026-13-01'", "7:51: 'weather' is not known here",
            "8:20: 'for' wants a time such as 200ms", "9:9: there is no fault 'explode'; known: bad_token, bare_row",
            "10:5: a rule wants 'do'", "10:19: 'from' wants a time",
            "11:27: 'code' wants a whole number from 200 to 599, not '42'", "12:18: 'now' stands where names",
            "13:28: 'remove' wants names",
        ]
        #expect(found.count == expected.count)
        for (mistake, text) in zip(found, expected) { #expect(mistake.hasPrefix(text)) }
    }

    @Test(arguments: ["rules: [", "a: 1\na: 2", "rules: 5", "- a", "rules:\n  - 5"])
    func whatIsNoScenarioIsRefused(yaml: String) {
        #expect(!mistakes(yaml).isEmpty)
    }

    @Test(arguments: ["", "version: 1\nname: una noche mala\nrules: []"])
    func anEmptyScenarioIsAQuietNight(yaml: String) {
        #expect(mistakes(yaml) == [])
    }

    @Test func theSettingsOfAnExampleAreAllKnown() throws {
        let scenario = try Scenario(
            yaml: """
                version: 1
                name: una noche mala
                code_as: string
                truncate: true_count
                volume: even
                rows_per_day: { cdr_1: 173000 }
                cap: 60000
                calls_per_day: 500
                simultaneous: 2
                escape_unicode: true
                rules:
                  - when: { api: [cdr_1, cdr_3], call: 1..2, day: 2026-10-01 }
                    do: reset
                  - when: { wider_than: 6h, more_rows_than: 50000, every: 3, from: "01:00", to: "03:30" }
                    do: { status: { code: 504 } }
                  - do: { latency: 200ms }
                """)
        #expect(scenario.name == "una noche mala")
        #expect(scenario.codeAs == .string)
        #expect(scenario.truncation == .trueCount)
        #expect(scenario.volume == .even)
        #expect(scenario.rowsPerDay == ["cdr_1": 173_000])
        #expect(scenario.cap == 60_000)
        #expect(scenario.callsPerDay == 500)
        #expect(scenario.escapesUnicode)
    }

    @Test func everyFaultCanBeNamedWithoutSettings() throws {
        for name in Scenario.faultNames {
            var scenario = Scenario()
            try scenario.add(fault: name)
        }
        #expect(Scenario.faultNames.count >= 30)
    }

    @Test func aFaultCanBeAddedWithAValue() async throws {
        var configuration = try SimulatorConfiguration.forTests()
        try configuration.scenario.add(fault: "status", value: "{ code: 418 }")
        try await withSimulator(configuration) { client, _ in
            let reply = try await client.report("cdr_1")
            #expect(reply.status == 418)
        }
        #expect(throws: ScenarioError.self) { try configuration.scenario.add(fault: "status", value: "zero") }
    }

    @Test func aReportThatDoesNotExistCannotBeGivenRows() throws {
        let configuration = try SimulatorConfiguration.forTests(scenario: "rows_per_day: { cdr_99: 5 }")
        #expect(throws: SimulatorError.unknownReport("cdr_99")) { try Simulator(configuration: configuration) }
    }

    @Test func anEvenVolumeHasTheRowsThatWereAskedForOnEveryDay() async throws {
        let scenario = "volume: even\nrows_per_day: { cdr_3: 17 }"
        try await withSimulator(.forTests(scenario: scenario)) { client, simulator in
            let reply = try await client.report("cdr_1", "20260928000000", "20261004235959")
            #expect(try reply.rows().count == 7 * 300)
            #expect(simulator.truth(api: "cdr_3", day: "2026-10-04")?.rows == 17)
        }
    }

    @Test func aNaturalVolumeLeavesSundaysQuietAndCampaignsSilent() async throws {
        try await withSimulator { client, simulator in
            let monday = try #require(simulator.truth(api: "cdr_1", day: "2026-10-05")?.rows)
            let sunday = try #require(simulator.truth(api: "cdr_1", day: "2026-10-04")?.rows)
            #expect(sunday * 5 < monday)
            #expect(try await client.report("campaign_7", "20261004000000", "20261004235959").status == 404)
        }
    }
}
