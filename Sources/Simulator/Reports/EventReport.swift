/// A report with a row for every event.
struct EventReport: Report {
    let rows: any EventRows
    let timeline: Timeline

    var name: String { rows.name }
    var fields: [String] { rows.fields }
    var parameters: [ReportParameter] { rows.needsCampaign ? [.campaign] : [] }
    var codeIsString: Bool { rows.codeIsString }

    func select(_ query: RowQuery) -> Selection {
        var days: [DayOfEvents] = []
        var chosen: [(day: Int32, place: Int32)] = []
        var found = 0
        for (schedule, places) in timeline.slices(of: query.window) {
            let day = timeline.day(schedule)
            for place in places.reversed() {
                if let campaign = query.values["campaign_id"], !rows.belongs(day[place], to: campaign) { continue }
                found += 1
                if chosen.count < query.cap { chosen.append((Int32(days.count), Int32(place))) }
            }
            days.append(day)
        }
        return Selection(found: found, count: chosen.count) { [rows, days, chosen] place, row in
            let (day, placeInDay) = chosen[place]
            let event = days[Int(day)][Int(placeInDay)]
            row.begin(place: event.place, moment: LocalMoment(day: event.day, second: event.second))
            rows.fill(&row, from: event)
        }
    }
}

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
