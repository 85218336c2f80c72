package import ETL

/// Where the objects of leases lie. Writes are conditional: of two that replace the same version, one at most succeeds.
package protocol LeaseStore: Sendable {
    /// Where a lease lies, for people, and as the name of the lease in manifests.
    func place(of name: String) -> String

    /// Looks at the object of a lease.
    ///
    /// - Returns: what is there; nil if the object is missing.
    /// - Throws: ``ETLError`` if the store cannot be used, or holds something else there; `CancellationError`.
    func read(_ name: String) async throws -> LeaseSight?

    /// Writes the object of a lease.
    ///
    /// - Parameters:
    ///   - name: the name of the lease.
    ///   - record: what it is to hold.
    ///   - version: the version that is replaced; nil where nothing may be there.
    /// - Returns: whether it was written. A refusal may also be that of one's own write, whose answer was lost.
    /// - Throws: ``ETLError`` if the store cannot be used; `CancellationError`. Whether it was written is not known then.
    func write(_ name: String, _ record: LeaseRecord, over version: String?) async throws -> LeaseWrite
}

/// The object of a lease as it was seen.
package struct LeaseSight: Sendable, Hashable {
    /// What it holds.
    package var record: LeaseRecord
    /// Which version that is.
    package var version: String
    /// How many seconds old it was by the store's own clock; nil where the store does not say.
    package var age: Int?

    /// What was seen.
    package init(record: LeaseRecord, version: String, age: Int? = nil) {
        (self.record, self.version, self.age) = (record, version, age)
    }
}

/// How a conditional write ended.
package enum LeaseWrite: Sendable, Hashable {
    /// The object is there, in this version.
    case written(version: String)
    /// Another version is there than the one that was to be replaced.
    case refused
}

/// Why a request to the store brought nothing.
package struct LeaseTrouble: Error, Hashable {
    package var code: ETLError.Code
    package var message: String
    package var advice: String

    /// The store failed.
    package init(_ error: ETLError) {
        (code, message, advice) = (error.code, error.message, error.advice)
    }

    /// The store did not answer in time, or what it answered is lost.
    package static let silence = LeaseTrouble(
        ETLError(.tryLater, "the store did not answer in time", advice: ""))

    /// Whether a person must see to it.
    package var isFinal: Bool { code == .configuration || code == .token }
}
