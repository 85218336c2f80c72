import Settings

/// The keys of `lease`.
enum LeaseKeys {
    static let to = Setting(
        "to", .path, presence: .required, summary: "Where the leases of tokens lie: s3://bucket/prefix.",
        example: "s3://lake/leases",
        parse: { (text: String) throws(Complaint) -> String in
            guard text.hasPrefix("s3://") else {
                throw Complaint(
                    "is not a place in an object store like s3://bucket/leases; hosts that share a directory share it "
                        + "with WOLKVOX_ETL_STATE")
            }
            return try FilePath.target(text)
        })
    static let length = Setting.duration(
        "length", 5...3600, presence: .defaulted("2m"),
        summary: "How long other hosts wait for a holder that gives no sign of life.", example: "2m")

    static let shape = MappingShape(
        "lease",
        [
            to.shape, length.shape, StoreKeys.endpoint.shape, StoreKeys.region.shape, StoreKeys.pathStyle.shape,
            StoreKeys.insecureEndpoint.shape,
        ])
}

/// Where hosts that have no directory in common take turns with a token.
package struct LeaseSpec: Sendable, Equatable {
    /// A bucket and a prefix.
    package var place: String
    /// How long others wait for a silent holder.
    package var length: Duration
    /// How the store is reached.
    package var store: StoreSpec
}

/// Reads `lease`.
struct LeaseReader {
    /// Reads the key of a file, if it is there.
    func read(of file: MappingReader) -> LeaseSpec? {
        guard let reader = file.given(PipelineKeys.lease, shape: LeaseKeys.shape) else { return nil }
        let place = reader.value(LeaseKeys.to)
        let length = reader.value(LeaseKeys.length)
        guard let store = StoreReader().read(reader, isStore: true), let place, let length else { return nil }
        return LeaseSpec(place: place, length: length, store: store)
    }
}
