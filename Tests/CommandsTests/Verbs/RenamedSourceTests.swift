import Foundation
import Testing

@testable import Commands

/// A source that was renamed in the pipeline file is named, with the command that moves its days, before it costs a call.
@Suite struct RenamedSourceTests {
    private let command = "wolkvox-etl relocate output/demo --source demo=bogota"
    private let range = ["--from", "2026-10-05", "--to", "2026-10-06"]

    /// The demo's folder with two days of cdr_1, and a pipeline that names its source `source`.
    private func world(_ sources: [String], name: String = "demo", host: String = "127.0.0.1:9") async throws -> World {
        let world = try World(environment: ["WOLKVOX_ETL_STATE": "state", "WOLKVOX_TOKEN": "t0ken-of-tests"])
        let demo = ["demo", "--quiet", "--rows-per-day", "20", "--report", "cdr_1"] + range
        #expect(await WolkvoxETL.run(demo, in: world.context) == 0)
        let list = sources.map {
            "  - { name: \($0), endpoint: \"http://\(host)\", token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota, "
                + "retry: { attempts: 1 } }"
        }
        let text = """
            version: 1
            name: \(name)
            sources:
            \(list.joined(separator: "\n"))
            reports: [cdr_1]
            load: { to: output/demo }

            """
        try world.write(text, to: "mine.yaml")
        world.forget()
        return world
    }

    @Test(arguments: [("status", 3), ("plan", 0), ("run", 69)] as [(String, Int32)])
    func theNewNameIsToBeMovedTo(verb: String, status: Int32) async throws {
        let world = try await world(["bogota"])
        #expect(await WolkvoxETL.run([verb, "mine.yaml"] + range, in: world.context) == status)
        #expect(world.errors.components(separatedBy: command).count == 2, "\(world.errors)")
        #expect(world.errors.contains("warning: source bogota has none of the asked days, and source demo, which"))
        // Before the first call: what a run writes under the new name would have to be merged.
        let lines = world.errors.split(separator: "\n")
        #expect(lines.first?.contains(command) == true)
        if verb == "status" { #expect(lines.last?.contains("first move its days") == true) }
    }

    @Test func nothingIsSaidOnceTheDaysAreMoved() async throws {
        let world = try await world(["bogota"])
        #expect(await WolkvoxETL.run(["relocate", "output/demo", "--source", "demo=bogota"], in: world.context) == 0)
        for verb in ["status", "plan"] {
            world.forget()
            #expect(await WolkvoxETL.run([verb, "mine.yaml"] + range, in: world.context) == 0)
            #expect(!world.errors.contains("relocate"))
        }
    }

    /// A source that is added beside the old one, days outside the asked range, and days of another pipeline are not a
    /// renaming.
    @Test(arguments: [
        (["demo", "bogota"], "demo", ["--from", "2026-10-05", "--to", "2026-10-06"]),
        (["bogota"], "demo", ["--day", "2026-10-04"]), (["bogota"], "other", ["--day", "2026-10-05"]),
    ])
    func whatIsNotARenamingIsNotCalledOne(sources: [String], name: String, range: [String]) async throws {
        let world = try await world(sources, name: name)
        _ = await WolkvoxETL.run(["plan", "mine.yaml"] + range, in: world.context)
        #expect(!world.errors.contains("relocate"), "\(world.errors)")
    }

    /// A run that reaches no server leaves what is there, and says so.
    @Test func daysThatAreThereAreUntouchedByARunThatFails() async throws {
        let world = try await world(["demo"])
        let words = ["run", "mine.yaml", "--from", "2026-10-04", "--to", "2026-10-06"]
        #expect(await WolkvoxETL.run(words, in: world.context) == 69)
        #expect(
            world.errors.hasSuffix(
                "  An earlier run committed 2 of the 3 partitions that this one did not: their files are untouched.\n"))
    }
}
