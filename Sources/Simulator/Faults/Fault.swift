/// Something that goes wrong with an answer.
struct Fault: Sendable {
    /// The word for it in a scenario file.
    let name: String
    let apply: @Sendable (_ answer: inout Answer) -> Void
}

/// A kind of fault: its name, and what it makes of its settings.
struct FaultKind: Sendable {
    /// The word for it in a scenario file.
    let name: String
    /// Reads the fault's settings; mistakes go into them and a stand-in value is used.
    let read: @Sendable (_ settings: SettingsReader) -> @Sendable (_ answer: inout Answer) -> Void
}

/// Every fault that a scenario file may name.
enum FaultCatalogue {
    static let all: [FaultKind] = [
        .badToken, .bareRow, .byteOrderMark, .cutBody, .deepNesting, .drift, .duplicateKey, .empty, .gzipBomb,
        .gzipEncoding, .hang, .holdBack, .htmlWith200, .invalidUTF8, .latency, .lateEdit, .loneObject, .loneSurrogate,
        .maintenance, .malformed, .manyKeys, .oversizedRow, .quota, .redirect, .reset, .shrink, .simultaneous,
        .slowBody, .status, .trailingBytes, .unsorted, .wrongCount,
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
