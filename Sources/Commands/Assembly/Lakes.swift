import ETL
import FlatFiles
import PipelineFile

/// Opens lakes: the only place of the commands that knows where they lie.
extension CommandContext {
    /// The lake in a folder.
    ///
    /// - Throws: ``Failure`` if there is nothing of that name; what names something else than a folder is for the caller.
    func lake(at path: String) throws -> any Lake {
        FlatFileLoader(FlatFileOptions(directory: try outputFolder(path)))
    }

    /// A lake in a folder that is gone afterwards.
    func temporaryLake(in directory: String) -> any Lake {
        FlatFileLoader(FlatFileOptions(directory: directory, gzipLevel: 1, toolVersion: "test"))
    }
}

extension JobAssembly {
    /// The lake that the pipeline writes to, or one in another folder.
    func lake(at path: String? = nil) -> any Lake { loader(options(at: path)) }

    /// The lake that days lie in that are followed and not over yet.
    func openLake() -> any Lake { apartLake() ?? lake() }

    /// The same, where it is not that of days that are final.
    func apartLake() -> (any Lake)? { spec.load.openDays == .apart ? loader(options().apart) : nil }

    private func options(at path: String? = nil) -> FlatFileOptions {
        var options = FlatFileOptions(
            directory: context.absolute(path ?? spec.load.directory), form: spec.load.form,
            toolVersion: "wolkvox-etl \(WolkvoxETL.version)")
        for report in spec.reports where report.load != nil {
            options.reports[report.name] = spec.load.with(report.load).form
        }
        return options
    }

    private func loader(_ options: FlatFileOptions) -> any Lake {
        let loader = FlatFileLoader(options)
        #if DEBUG
        return loader.killed(by: context.environment)
        #else
        return loader
        #endif
    }
}
