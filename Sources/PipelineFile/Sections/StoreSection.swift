import Settings

/// The keys of `load` that say how an object store is reached.
enum StoreKeys {
    static let endpoint = Setting(
        "endpoint", .address, summary: "The object store's address; AWS of the region unless said.",
        example: "http://127.0.0.1:8333",
        parse: { (text: String) throws(Complaint) -> String in
            guard !text.contains("@") else {
                throw Complaint(
                    "has a user in it; credentials are taken from the environment, as docs/object-stores.md says")
            }
            _ = try WebAddress.parse(text)
            return text
        })
    static let region = Setting(
        "region", .text, summary: "The region that requests are signed for.", example: "us-east-1", parse: Self.word)
    static let pathStyle = Setting.flag(
        "path_style", presence: .optional,
        summary: "Whether the bucket is in the path; true where there is an endpoint.",
        example: "true")
    static let insecureEndpoint = Setting.flag(
        "insecure_endpoint", presence: .defaulted("false"), summary: "Whether plain http may lead to another machine.",
        example: "false")
    static let storageClass = Setting(
        "storage_class", .text, summary: "The storage class of objects.", example: "STANDARD_IA", parse: Self.word)
    static let encryption = Setting<StoreEncryption>.choice(
        "encryption", presence: .optional, summary: "How the store encrypts.", example: "AES256")
    static let kmsKeyID = Setting(
        "kms_key_id", .text, summary: "The key for aws:kms.", example: "alias/lake", parse: Self.word)

    static let shapes = [
        endpoint.shape, region.shape, pathStyle.shape, insecureEndpoint.shape, storageClass.shape, encryption.shape,
        kmsKeyID.shape,
    ]

    private static func word(_ text: String) throws(Complaint) -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Complaint("is not a word of letters, digits and signs")
        }
        return text
    }
}

/// The ways in which an object store encrypts what it keeps.
package enum StoreEncryption: String, Sendable, CaseIterable {
    case AES256
    case kms = "aws:kms"
}

/// How an object store is reached; what is nil is for the environment to say.
package struct StoreSpec: Sendable, Equatable {
    package var endpoint: String?
    package var region: String?
    package var pathStyle: Bool?
    package var insecureEndpoint = false
    package var storageClass: String?
    package var encryption: StoreEncryption?
    package var kmsKeyID: String?

    /// Nothing but what the environment says.
    package init() {}
}

/// Reads those keys.
struct StoreReader {
    func read(_ reader: MappingReader, isStore: Bool) -> StoreSpec? {
        for shape in StoreKeys.shapes where !isStore && reader.node(shape) != nil {
            reader.error("\(shape.name): is for an object store, and load.to is a directory", at: shape)
        }
        var store = StoreSpec()
        // Each is read before any is missed, so that all mistakes are told at once.
        let (endpoint, region) = (reader.optional(StoreKeys.endpoint), reader.optional(StoreKeys.region))
        let (pathStyle, insecure) = (reader.optional(StoreKeys.pathStyle), reader.value(StoreKeys.insecureEndpoint))
        let (storageClass, encryption) = (
            reader.optional(StoreKeys.storageClass), reader.optional(StoreKeys.encryption)
        )
        let kmsKeyID = reader.optional(StoreKeys.kmsKeyID)
        guard let endpoint, let region, let pathStyle, let insecure, let storageClass, let encryption, let kmsKeyID
        else {
            return nil
        }
        if kmsKeyID.value != nil, encryption.value != .kms {
            reader.error("kms_key_id: goes with `encryption: aws:kms`", at: StoreKeys.kmsKeyID.shape)
        }
        if let address = endpoint.value, !insecure, WebAddress.isOpen(address) {
            reader.error(
                "endpoint: the value uses plain http, which would show the data to the network; use https, or set "
                    + "`insecure_endpoint: true` if the network between is trusted", at: StoreKeys.endpoint.shape)
        }
        (store.endpoint, store.region, store.pathStyle) = (endpoint.value, region.value, pathStyle.value)
        (store.insecureEndpoint, store.storageClass) = (insecure, storageClass.value)
        (store.encryption, store.kmsKeyID) = (encryption.value, kmsKeyID.value)
        return store
    }
}
