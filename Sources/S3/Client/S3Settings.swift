package import ETL

/// Where an object store answers, and how objects are kept there.
package struct S3Settings: Sendable, Hashable {
    /// The bucket and the prefix.
    package var location: S3Location
    /// The store's address; nil for AWS, in ``region``.
    package var endpoint: S3Endpoint?
    /// The region that requests are signed for.
    package var region: String
    /// Whether the bucket is a part of the path and not of the host's name.
    package var pathStyle: Bool
    /// Whether plain http may lead to another machine.
    package var insecureEndpoint: Bool
    /// The storage class of final objects (see ``S3Attributes/isFinal``); nil for the bucket's own.
    package var storageClass: String?
    /// How the store encrypts, `AES256` or `aws:kms`; nil for the bucket's own way.
    package var encryption: String?
    /// The key for `aws:kms`; nil for the account's own.
    package var kmsKeyID: String?

    /// The name of the bucket.
    package var bucket: String { location.bucket }
    /// What all keys begin with.
    package var prefix: String { location.prefix }

    /// Settings.
    ///
    /// - Throws: ``ETLError`` for an endpoint that would send data over the network unencrypted, for a KMS key without
    ///   `aws:kms`, and for values that cannot be header fields.
    package init(
        location: S3Location, endpoint: S3Endpoint? = nil, region: String = "us-east-1", pathStyle: Bool = false,
        insecureEndpoint: Bool = false, storageClass: String? = nil, encryption: String? = nil, kmsKeyID: String? = nil
    ) throws(ETLError) {
        self.location = location
        self.endpoint = endpoint
        self.region = region
        self.pathStyle = pathStyle
        self.insecureEndpoint = insecureEndpoint
        self.storageClass = storageClass
        self.encryption = encryption
        self.kmsKeyID = kmsKeyID
        try check()
    }

    private func check() throws(ETLError) {
        let named = [
            ("region", region), ("storage_class", storageClass), ("encryption", encryption), ("kms_key_id", kmsKeyID),
        ]
        for (name, text) in named {
            guard let text else { continue }
            let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            guard !text.isEmpty, isPlain else {
                throw ETLError(
                    .configuration, scope: .run, "\(name) '\(ShownText.short(text))' cannot be sent to a store",
                    advice: "Write it in letters, digits and signs, without blanks", subject: text)
            }
        }
        if let endpoint, !endpoint.isSecure, !endpoint.isLoopback, !insecureEndpoint {
            throw ETLError(
                .configuration, scope: .run, "\(endpoint) would send the data over the network unencrypted",
                advice: "Use https, or set insecure_endpoint: true if the network between is trusted",
                subject: endpoint.description)
        }
        if kmsKeyID != nil, encryption != "aws:kms" {
            throw ETLError(
                .configuration, scope: .run, "kms_key_id is set, but encryption is not aws:kms",
                advice: "Set encryption: aws:kms, or leave kms_key_id out")
        }
    }
}
