/// Makes the rows of a report in which every row has its own time.
protocol EventRows: Sendable {
    var name: String { get }
    var fields: [String] { get }
    var volume: VolumeProfile { get }
    var needsCampaign: Bool { get }
    var codeIsString: Bool { get }

    /// Whether the row belongs to a campaign; asked only where the report takes one.
    func belongs(_ event: Event, to campaign: Word) -> Bool
    func fill(_ row: inout RowValues, from event: Event)
}

extension EventRows {
    var needsCampaign: Bool { false }
    var codeIsString: Bool { false }

    func belongs(_ event: Event, to campaign: Word) -> Bool { true }
}
