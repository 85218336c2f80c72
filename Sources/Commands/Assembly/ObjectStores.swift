import ETL
import PipelineFile
import S3
import Synchronization
import Wolkvox

/// The object stores that this process speaks to. Their connections stay open until it ends.
enum ObjectStores {
    private static let buckets = Mutex<[S3Settings: S3Bucket]>([:])

    /// The bucket of some settings.
    static func bucket(_ settings: S3Settings, environment: [String: String]) -> S3Bucket {
        buckets.withLock { buckets in
            if let known = buckets[settings] { return known }
            let surroundings = HTTPSurroundings(environment: environment)
            let connections = S3Connections(proxy: surroundings.proxy, tls: surroundings.tls)
            let bucket = S3Bucket(settings: settings, environment: environment, connections: connections)
            buckets[settings] = bucket
            return bucket
        }
    }
}

extension CommandContext {
    /// Where an object store answers, by a pipeline file and, for what that leaves open, by the environment.
    ///
    /// - Throws: ``Failure`` for a place or settings that cannot be.
    func storeSettings(_ place: String, _ spec: StoreSpec) throws -> S3Settings {
        func variable(_ names: String...) -> String? {
            names.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let endpoint = spec.endpoint ?? variable("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        return try S3Settings(
            location: S3Location(place), endpoint: endpoint.map { try S3Endpoint($0) },
            region: spec.region ?? variable("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1",
            pathStyle: spec.pathStyle ?? (endpoint != nil), insecureEndpoint: spec.insecureEndpoint,
            storageClass: spec.storageClass, encryption: spec.encryption?.rawValue, kmsKeyID: spec.kmsKeyID)
    }

    /// The folder of this machine for work on object stores that is not finished.
    func stagingFolder() throws -> String {
        if let named = environment["WOLKVOX_ETL_STAGING"], !named.isEmpty { return absolute(named) }
        let state = try StateDirectory(flag: nil, environment: environment, currentDirectory: currentDirectory)
        return "\(state.path)/staging"
    }
}
