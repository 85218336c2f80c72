import Foundation
import Testing

@testable import Commands

/// Tables fit the terminal that they are printed to, and are whole anywhere else.
@Suite struct TableWidthTests {
    private static let pipeline = """
        version: 1
        name: demo
        sources:
          - { name: demo, endpoint: "http://127.0.0.1:9", token: "t0ken-of-tests", time_zone: America/Bogota }
        window: { from: 2026-10-05, to: 2026-10-06 }
        reports: [cdr_1, cdr_6, { report: campaign_7, with: { campaign_id: [10001, 10018] } }]
        load: { to: output/demo }

        """

    private static let scenario = """
        version: 1
        name: bad costs
        rules: [{ do: { malformed: { field: cost, value: "a cost that nobody can read at all", every: 7 } } }]

        """

    /// A folder with the days of the demo, some of them with rows in quarantine.
    private func world(_ width: Int?) async throws -> World {
        let world = try World(resultWidth: width)
        try world.write(Self.pipeline, to: "mine.yaml")
        try world.write(Self.scenario, to: "bad.yaml")
        try world.write(
            DemoPipeline.text.replacing("max_quarantined: 1%", with: "max_quarantined: 100%"), to: DemoPipeline.path)
        return world
    }

    @Test(arguments: [40, 60, 80, 100, 200])
    func noLineIsWiderThanTheTerminal(width: Int) async throws {
        let world = try await world(width)
        let demo = [
            "demo", "--rows-per-day", "20", "--from", "2026-10-05", "--to", "2026-10-06", "--scenario", "bad.yaml",
        ]
        let commands = [
            demo, ["status", "output/demo"], ["status", "mine.yaml"], ["plan", "mine.yaml"], ["reports"],
            ["reports", "cdr_1"], ["reports", "cdr_6"], ["quarantine", "list", "output/demo"],
        ]
        for command in commands {
            world.forget()
            _ = await WolkvoxETL.run(command, in: world.context)
            // What follows the summary of the demo, and what heads the calls of a token, are sentences and commands.
            let lines = world.output.split(separator: "\n").prefix {
                !$0.contains("partitions: ") || command[0] == "plan"
            }
            let table = lines.filter { !$0.hasPrefix("token ") }
            #expect(table.count > 1, "\(command) \(world.output) \(world.errors)")
            for line in table {
                #expect(DisplayWidth.columns(String(line)) <= width, "\(command): \(line)")
            }
        }
    }

    @Test func nothingIsCutInAPipe() async throws {
        let world = try await world(nil)
        #expect(await WolkvoxETL.run(["reports"], in: world.context) == 0)
        let piped = world.output
        #expect(!piped.contains("…") && piped.split(separator: "\n").contains { $0.count > 120 })
        var context = world.context
        context.terminal.resultWidth = 80
        world.forget()
        #expect(await WolkvoxETL.run(["reports"], in: context) == 0)
        #expect(world.output.contains("…"))
        #expect(world.output.split(separator: "\n").count == piped.split(separator: "\n").count)
    }

    /// A plan has days in the place of instants before its calls become blocks.
    @Test func aPlanOn80ColumnsIsALineACall() async throws {
        let world = try await world(80)
        #expect(await WolkvoxETL.run(["plan", "mine.yaml"], in: world.context) == 0)
        let lines = world.output.split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines.contains("  cdr_1       demo    2026-10-05 … 2026-10-06"))
        #expect(lines.contains("  campaign_7  demo    2026-10-05 … 2026-10-06  10018"))
        #expect(lines.contains("  cdr_6       demo    2026-10-06"))
    }
}
