internal import ETL

/// Where a bucket answers: its server, and what paths begin with.
struct StoreAddress: Sendable, Hashable {
    let endpoint: S3Endpoint
    private let root: String

    init(_ settings: S3Settings, region: String) {
        let server = settings.endpoint ?? S3Endpoint(amazon: "s3", in: region)
        // The certificate of AWS covers one label in front of its names, so a bucket with a dot is a part of the path.
        let isPath = settings.pathStyle || (settings.endpoint == nil && settings.bucket.contains("."))
        root = isPath ? "/\(settings.bucket)" : ""
        endpoint =
            isPath
            ? server
            : S3Endpoint(isSecure: server.isSecure, host: "\(settings.bucket).\(server.host)", port: server.port)
    }

    /// The path of a whole key, or of the bucket, not encoded.
    func path(_ key: String?) -> String {
        if let key { return "\(root)/\(key)" }
        return root.isEmpty ? "/" : root
    }
}
