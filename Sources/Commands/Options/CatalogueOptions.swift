import ArgumentParser
import Wolkvox

/// The flag that adds a pipeline file's own reports to the catalogue.
struct CatalogueOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Also the reports that this pipeline file defines.", valueName: "file"))
    var pipeline: String?

    func catalogue(_ context: CommandContext) throws -> Catalogue {
        guard let pipeline else { return .vendor }
        return Catalogue(adding: try PipelineLoading(context: context).definitions(pipeline))
    }
}
