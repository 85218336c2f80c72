extension VendorReport {
    /// A row for every event of the window.
    func selectEvents(_ query: RowQuery) -> Selection {
        var events: [Event] = []
        var found = 0
        var records = 0
        var lastRecord: Int?
        for event in timeline.events(of: query.window) {
            var generator = event.generator
            guard Participants(drawing: &generator).suits(query.values, operation) else { continue }
            found += 1
            guard events.count < query.cap else { continue }
            events.append(event)
            let record = record(of: event)
            if record != lastRecord { records += 1 }
            lastRecord = record
        }
        return Selection(found: found, count: events.count, records: nesting == nil ? nil : records) {
            [self, events] place, row in
            fill(&row, from: events[place])
        }
    }

    private static let eventsOfRecord = 4

    /// A record's number: some events on end share one. Every seventh record has nothing in it, and is of one event.
    private func record(of event: Event) -> Int {
        let number = event.place / Self.eventsOfRecord
        return (event.day.number * 100_000 + number) * 10 + (number % 7 == 3 ? 1 + event.place % 4 : 0)
    }

    private func fill(_ row: inout RowValues, from event: Event) {
        row.begin(place: event.place, moment: LocalMoment(day: event.day, second: event.second))
        var generator = event.generator
        let participants = Participants(drawing: &generator)
        guard case .list(_, let fieldsOfRecord) = nesting else {
            for maker in makers {
                maker.put(&row, event: event, participants: participants, report: self, using: &generator)
            }
            return
        }
        let record = record(of: event)
        var common = SplitMix64(keys: timeline.seed, SplitMix64.key(of: name), UInt64(bitPattern: Int64(record)))
        let commonParticipants = Participants(drawing: &common)
        let beginning = Event(
            day: event.day, second: 0, place: record % 1_000_000, epoch: event.epoch - event.second,
            dayText: event.dayText, generator: common)
        for (index, maker) in makers.enumerated() {
            if index < fieldsOfRecord {
                maker.put(&row, event: beginning, participants: commonParticipants, report: self, using: &common)
            } else if record % 10 > 0 {
                row.end()
            } else {
                maker.put(&row, event: event, participants: participants, report: self, using: &generator)
            }
        }
    }
}
