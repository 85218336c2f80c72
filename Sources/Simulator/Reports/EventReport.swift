import ETL

/// A report with a row for every event.
struct EventReport: Report {
    let rows: any EventRows
    let timeline: Timeline
    /// Whether the server selects by another time than the rows show.
    var selectsByOtherTime = false

    var name: String { rows.name }
    var fields: [String] { rows.fields }
    var parameters: [Parameter] { rows.parameters }
    var codeIsString: Bool { rows.codeIsString }

    func select(_ query: RowQuery) -> Selection {
        let slices = timeline.slices(of: selectsByOtherTime ? query.withLaterRows : query.window)
        var chosen: [(slice: Int32, place: Int32)] = []
        var found = 0
        for (index, (day, places)) in slices.enumerated() {
            for place in places.reversed() {
                if selectsByOtherTime, !query.holds(otherTimeOf: day[place]) { continue }
                if let campaign = query.values["campaign_id"], !rows.belongs(day[place], to: campaign) { continue }
                found += 1
                if chosen.count < query.cap { chosen.append((Int32(index), Int32(place))) }
            }
        }
        return Selection(found: found, count: chosen.count) { [rows, chosen] place, row in
            let (slice, placeInDay) = chosen[place]
            let event = slices[Int(slice)].day[Int(placeInDay)]
            row.begin(place: event.place, moment: LocalMoment(day: event.day, second: event.second))
            rows.fill(&row, from: event)
        }
    }
}

extension RowQuery {
    /// The most seconds by which the time that rows may be selected by comes before their own.
    private static let longest = 1520

    /// The window of the own times of all rows that may be selected by another one.
    fileprivate var withLaterRows: ClosedRange<LocalMoment> {
        let last = LocalMoment(ordinal: window.upperBound.ordinal + Self.longest)
        return window.lowerBound...max(window.upperBound, now.map { min(last, $0) } ?? last)
    }

    /// Whether the window holds the time at which an event began, so to speak: it is in no field of the row.
    fileprivate func holds(otherTimeOf event: Event) -> Bool {
        var generator = event.generator
        let own = LocalMoment(day: event.day, second: event.second)
        return window.contains(LocalMoment(ordinal: own.ordinal - 20 - generator.below(Self.longest - 20)))
    }
}

/// Makes the rows of a report in which every row has its own time.
protocol EventRows: Sendable {
    var name: String { get }
    var fields: [String] { get }
    var volume: VolumeProfile { get }
    var parameters: [Parameter] { get }
    var codeIsString: Bool { get }

    /// Whether the row belongs to a campaign; asked only where the report takes one.
    func belongs(_ event: Event, to campaign: Word) -> Bool
    func fill(_ row: inout RowValues, from event: Event)
}

extension EventRows {
    var parameters: [Parameter] { [] }
    var codeIsString: Bool { false }

    func belongs(_ event: Event, to campaign: Word) -> Bool { true }
}
