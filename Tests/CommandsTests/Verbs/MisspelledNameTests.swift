import Foundation
import Testing

@testable import Commands

/// A name that nothing has is answered with the name that was probably meant, and with nothing about files that are intact.
@Suite struct MisspelledNameTests {
    private func world() throws -> World {
        let world = try World()
        for path in ["lake/report=x/keep", "mine.yaml", "data/nightly/keep", "_runs/keep", ".lak/keep"] {
            try world.write("", to: path)
        }
        return world
    }

    @Test(
        arguments: [
            (["status", "laek"], 78, "There is neither a folder nor a pipeline file laek. Did you mean lake?"),
            (
                ["status", "mien.yaml"], 78,
                "There is neither a folder nor a pipeline file mien.yaml. Did you mean mine.yaml?"
            ),
            (["status", "mien"], 78, "nor a pipeline file mien. Did you mean mine.yaml?"),
            (["status", "data/nihgtly"], 78, "nor a pipeline file data/nihgtly. Did you mean data/nightly?"),
            (["status", "warehouse"], 78, "nor a pipeline file warehouse. Name a pipeline file, or the folder"),
            (["verify", "laek"], 74, "There is no folder laek. Did you mean lake? Name the folder"),
            (["verify", "mien"], 74, "There is no folder mien. Name the folder that a pipeline writes to."),
            (["relocate", "laek"], 74, "There is no folder laek. Did you mean lake?"),
            (["quarantine", "list", "laek"], 74, "There is no folder laek. Did you mean lake?"),
            (["quarantine", "show", "laek"], 74, "There is no folder laek. Did you mean lake?"),
            (["run", "mien.yaml"], 78, "The pipeline file mien.yaml cannot be read. Did you mean mine.yaml?"),
            (["plan", "mien.yaml"], 78, "Did you mean mine.yaml?"),
            (["validate", "mien.yaml"], 78, "Did you mean mine.yaml?"),
            (["run", "a.yaml"], 78, "The pipeline file a.yaml cannot be read. Give the path of a YAML file."),
        ] as [([String], Int32, String)])
    func theNearestNameIsNamed(arguments: [String], status: Int32, words: String) async throws {
        let world = try world()
        #expect(await WolkvoxETL.run(arguments, in: world.context) == status)
        #expect(world.errors.contains(words), "\(world.errors)")
        #expect(!world.errors.contains("intact"))
    }

    @Test(
        arguments: [
            (["reports", "sales_2"], true), (["reports", "sales_2", "--yaml"], true),
            (["schema", "sales_2", "--dialect", "duckdb"], true),
            (["reports", "sales_2", "--pipeline", "own.yaml"], false),
        ])
    func aReportOfAPipelineFileIsFoundWithAFlag(arguments: [String], isHinted: Bool) async throws {
        let world = try World()
        try world.write(DemoPipeline.text, to: "own.yaml")
        #expect(await WolkvoxETL.run(arguments, in: world.context) == 64)
        #expect(world.errors.contains("There is no report sales_2"))
        #expect(world.errors.contains("with --pipeline FILE") == isHinted, "\(world.errors)")
        #expect(world.errors.contains("reports --pipeline own.yaml`") != isHinted)
    }
}
