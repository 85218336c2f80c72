/// Several short texts in one allocation, so that walking through them in a loop touches no reference count.
struct PackedTexts: Sendable {
    let bytes: [UInt8]
    /// Where each text starts; one more entry says where the last one ends.
    let bounds: [Int]

    init(_ texts: [[UInt8]]) {
        bytes = texts.flatMap { $0 }
        bounds = texts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    var count: Int { bounds.count - 1 }
}
