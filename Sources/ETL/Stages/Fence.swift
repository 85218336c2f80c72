/// The lease under which rows were received, where many hosts take turns with one token.
///
/// Its number rises each time the lease is taken, so what an earlier holder still commits can be told from what the
/// present one has.
public struct Fence: Sendable, Hashable {
    /// Which lease it is: where its object lies.
    public var lease: String
    /// The number that it had.
    public var number: Int

    /// A lease's number.
    public init(lease: String, number: Int) {
        self.lease = lease
        self.number = number
    }

    /// Refuses what an earlier holder of a lease would write over what a later one wrote. Of another lease, such as that
    /// of a new token, a number says nothing.
    ///
    /// - Parameters:
    ///   - new: the manifest that is to be written.
    ///   - old: the one that it would replace.
    /// - Throws: ``ETLError`` with the code `tryLater`.
    package static func check(_ new: Manifest, over old: Manifest?) throws(ETLError) {
        guard let mine = new.fence, let theirs = old?.fence, mine.lease == theirs.lease, mine.number < theirs.number
        else { return }
        throw ETLError(
            .tryLater,
            "\(new.report) of \(new.source) of \(new.day) was not committed: its rows were received under number "
                + "\(mine.number) of the lease \(mine.lease), and number \(theirs.number) has committed the day since",
            advice: "Run again; if the lease's object was deleted, so that its number began at 1 again, give leases "
                + "another prefix")
    }
}

extension Manifest {
    /// The lease under which its rows were received; nil where hosts did not take turns.
    package var fence: Fence? {
        get { if let lease, let leaseNumber { Fence(lease: lease, number: leaseNumber) } else { nil } }
        set { (lease, leaseNumber) = (newValue?.lease, newValue?.number) }
    }
}
