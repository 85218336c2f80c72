package import ETL
internal import Foundation

/// What the object of a lease holds. It is never deleted, and each write raises its counter: a write of the same bytes
/// would leave the ETag as it was, and a live holder would look dead.
package struct LeaseRecord: Sendable, Hashable {
    package static let currentVersion = 1

    /// The name of this write; no two writes have the same.
    package var id: String
    /// Whether somebody has the lease; released ones are free.
    package var isHeld: Bool
    /// Rises each time the lease is taken.
    package var number: Int
    /// Rises with each write.
    package var counter: Int
    /// How long others wait for a holder that gives no sign of life, in seconds.
    package var length: Int
    /// Who wrote it.
    package var owner: LeaseHolder
    /// Calls that were made with the token, or are about to be, by days.
    package var calls: [Day: Int]

    private static let longestLength = 86_400
    /// More than a token has in a day, and little enough for sums.
    private static let mostCalls = 1 << 32
}

extension LeaseRecord {
    private struct Form: Codable {
        var version: Int
        var id: String
        var state: String
        var number: Int
        var counter: Int
        var length: Int
        var owner: LeaseHolder
        var calls: [String: Int]
    }

    /// The bytes of the object: JSON with sorted keys.
    package func encoded() -> [UInt8] {
        let form = Form(
            version: Self.currentVersion, id: id, state: isHeld ? "held" : "free", number: number, counter: counter,
            length: length, owner: owner,
            calls: Dictionary(calls.map { ($0.key.description, $0.value) }, uniquingKeysWith: { first, _ in first }))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array((try? encoder.encode(form)) ?? Data()) + [0x0A]
    }

    /// Reads the bytes of an object.
    ///
    /// - Returns: nil for anything that this program did not write in a version that it knows.
    package init?(_ bytes: [UInt8]) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)),
            form.version == Self.currentVersion, form.state == "held" || form.state == "free",
            1...Int.max / 2 ~= form.number, 1...Int.max / 2 ~= form.counter,
            1...Self.longestLength ~= form.length,
            form.calls.values.allSatisfy({ 0...Self.mostCalls ~= $0 })
        else { return nil }
        self.init(
            id: form.id, isHeld: form.state == "held", number: form.number, counter: form.counter,
            length: form.length, owner: form.owner,
            calls: Dictionary(
                form.calls.compactMap { name, calls in Day(name).map { ($0, calls) } },
                uniquingKeysWith: { first, _ in first }))
    }
}
