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

/// Which value of which rows a fault replaces.
struct CellSettings: Sendable {
    private let field: String?
    private let rows: RowsHit

    /// - Parameter settings: `field` (the last one where it is missing) and `every`.
    init(_ settings: FaultSettings) {
        field = settings.text("field", orAlone: true)
        rows = RowsHit(every: settings.count("every") ?? 1)
    }

    func replace(in answer: inout Answer, with json: [UInt8], noYoungerThan limit: LocalMoment? = nil) {
        answer.withRows { body in
            let named = field ?? body.shape.columns.last?.key
            guard let index = named.flatMap({ body.shape.field(named: $0) }) else { return }
            var hit = rows
            hit.notAfter = limit
            body.shape.cellEdits.append(.init(field: index, rows: hit, json: json))
        }
    }
}
