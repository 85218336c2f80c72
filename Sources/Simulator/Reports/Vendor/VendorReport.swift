import ETL
import Wolkvox

/// A report of the vendor's catalogue that has no maker of its own: rows in the documented shape, with values in the
/// documented forms.
struct VendorReport: Report {
    let definition: ReportDefinition
    let fields: [String]
    let keys: [String]
    let nesting: Nesting?

    let makers: [FieldMaker]
    let subject: Subject
    let timeline: Timeline
    let operation: Operation
    /// By which of its times the server selects rows: the other one is some hours after a row's own.
    let selects: ServerHabits.SelectingTime

    static let volume = VolumeProfile(
        percentOfCalls: 12, weekdays: [10, 104, 102, 100, 100, 98, 60], hours: VolumeProfile.office)

    init(
        _ definition: ReportDefinition, timeline: Timeline, operation: Operation,
        selects: ServerHabits.SelectingTime?
    ) {
        // A key that only one of the vendor's sources knows stands in the place of another one.
        let known = definition.fields.filter { definition.facts["fields.\($0.name)"].map { $0 == .observed } ?? true }
        let prefix = Self.prefix(definition)
        let isOfList: (FieldDefinition) -> Bool = { !prefix.isEmpty && $0.name.hasPrefix(prefix) }
        let shown = known.filter { !isOfList($0) } + known.filter(isOfList)
        self.definition = definition
        fields = shown.map(\.name)
        keys = shown.map { isOfList($0) ? String($0.name.dropFirst(prefix.count)) : $0.name }
        nesting = Self.nesting(definition)
        makers = shown.map { FieldMaker($0, of: definition) }
        subject = Subject(definition)
        self.timeline = timeline
        self.operation = operation
        self.selects = selects ?? (definition.rowDay == .window ? .other : .own)
    }

    var name: String { definition.name }
    var parameters: [Parameter] { definition.parameters }
    var maxDays: Int? { definition.daysPerCall }
    var codeIsString: Bool { SplitMix64.key(of: name) % 4 == 0 }

    func select(_ query: RowQuery) -> Selection {
        definition.grain == .event ? selectEvents(query) : selectGroups(query)
    }

    private static func nesting(_ definition: ReportDefinition) -> Nesting? {
        switch definition.flatten {
        case nil: nil
        case .object: .object
        case .list(let key, let prefix) where !prefix.isEmpty:
            .list(key: key, fieldsOfRecord: definition.fields.count { !$0.name.hasPrefix(prefix) })
        case .list(let key, _): .list(key: key, fieldsOfRecord: fieldsOfRecord[definition.name] ?? 1)
        }
    }

    /// What the program puts in front of the names of a list's own keys, and the API does not.
    private static func prefix(_ definition: ReportDefinition) -> String {
        if case .list(_, let prefix) = definition.flatten { prefix } else { "" }
    }

    /// How many fields stand in front of the list, as the vendor's samples show them.
    private static let fieldsOfRecord = ["agent_5": 2, "agent_11": 1, "chat_2": 3]
}
