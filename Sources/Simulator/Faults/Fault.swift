/// Something that goes wrong with an answer.
protocol Fault: Sendable {
    /// The word for it in a scenario file.
    static var name: String { get }

    /// Reads the fault's settings; mistakes go into them and a stand-in value is used.
    init(_ settings: FaultSettings)

    func apply(to answer: inout Answer)
}

/// Every fault that a scenario file may name.
enum FaultCatalogue {
    static let all: [any Fault.Type] = [
        BadToken.self, BareRow.self, ByteOrderMark.self, CutBody.self, DeepNesting.self, Drift.self,
        DuplicateKey.self, Empty.self, GzipBomb.self, GzipEncoding.self, Hang.self, HoldBack.self, HTMLWith200.self,
        InvalidUTF8.self, Latency.self, LateEdit.self, LoneObject.self, LoneSurrogate.self, Maintenance.self,
        Malformed.self, ManyKeys.self, OversizedRow.self, Quota.self, Redirect.self, Reset.self, Shrink.self,
        Simultaneous.self, SlowBody.self, StatusFault.self, TrailingBytes.self, Unsorted.self, WrongCount.self,
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
