import ETL
import FlatFiles
import ObjectLake
import PipelineFile
import S3

/// Opens lakes: the only place of the commands that knows where they lie.
extension CommandContext {
    /// The lake in a folder, or in an object store whose settings are in the environment.
    ///
    /// - Throws: ``Failure`` if there is nothing of that name; what names something else than a folder is for the caller.
    func lake(at path: String) throws -> any Lake {
        if S3Location.isNamed(by: path) {
            let settings = try storeSettings(path, StoreSpec())
            return try objectLake(settings, options: FlatFileOptions(directory: path))
        }
        return FlatFileLoader(FlatFileOptions(directory: try outputFolder(path)))
    }

    /// What is said of a place without a day: one that is misspelled looks like one that is in order.
    static func withoutDays(_ place: String) -> String {
        "no day was found in \(place): if a pipeline has written there, the place is spelled otherwise"
    }

    /// A lake in a folder that is gone afterwards.
    func temporaryLake(in directory: String) -> any Lake {
        FlatFileLoader(FlatFileOptions(directory: directory, gzipLevel: 1, toolVersion: "test"))
    }

    /// The lake in an object store.
    func objectLake(_ settings: S3Settings, options: FlatFileOptions) throws -> any Lake {
        try ObjectLake(
            ObjectStores.bucket(settings, environment: environment), options: options, staging: stagingFolder(),
            now: now)
    }

    /// The leases in an object store.
    func leaseBucket(_ settings: S3Settings) throws -> LeaseBucket {
        try LeaseBucket(ObjectStores.bucket(settings, environment: environment), staging: stagingFolder(), now: now)
    }
}

extension JobAssembly {
    /// The lake that the pipeline writes to, or one in another folder.
    ///
    /// - Throws: ``Failure`` for an object store whose settings are wrong.
    func lake(at path: String? = nil) throws -> any Lake {
        let place = path ?? spec.load.directory
        guard S3Location.isNamed(by: place) else { return loader(options(at: path)) }
        let settings = try context.storeSettings(place, spec.load.store ?? StoreSpec())
        return try context.objectLake(settings, options: options(at: path))
    }

    /// The lake that days lie in that are followed and not over yet.
    func openLake() throws -> any Lake { try apartLake() ?? lake() }

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
