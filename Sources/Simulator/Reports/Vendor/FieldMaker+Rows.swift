extension FieldMaker {
    /// Puts the value of an event.
    func put(
        _ row: inout RowValues, event: Event, participants: Participants, report: VendorReport,
        using generator: inout SplitMix64
    ) {
        let draw = generator.below(1000)
        switch kind {
        case .day: row.put(event.dayText)
        case .hour: putHour(&row, second: event.second / 3600 * 3600)
        case .ownTime where report.selects == .own: row.putDate(of: event)
        case .ownTime: put(&row, LocalMoment(day: event.day, second: event.second - 60 * draw / 5))
        case .laterTime where draw < 30: row.put("-")
        case .laterTime where report.selects == .other: row.putDate(of: event)
        case .laterTime: put(&row, LocalMoment(day: event.day, second: event.second + draw))
        case .count where draw < 30: row.put("-")
        case .count: row.put(draw)
        case .decimal, .minutes:
            if draw < 500 { row.put(draw % 90) } else { putDecimal(&row, draw * 7, decimals: 2) }
        case .cost: putDecimal(&row, draw % 4 * 345, decimals: 4)
        case .percent: putPercent(&row, hundredths: draw < 50 ? 0 : draw < 970 ? draw * 10 : draw * 1523)
        case .total where draw < 20: row.put(" ")
        case .total(let isClock): putDuration(&row, draw > 995 ? draw * 97 : draw, isClock: isClock)
        case .average(let isClock): putDuration(&row, draw, isClock: isClock)
        case .connection:
            row.add(report.operation.agents[participants.agent].id)
            row.add(byte: 0x2E)
            row.add(generator.below(10_000), width: 4)
            row.add(byte: 0x2E)
            row.add(event.epoch)
            row.add(byte: 0x2E)
            row.add(event.place + 1)
            row.end()
        default: putText(&row, participants: participants, operation: report.operation, using: &generator)
        }
    }

    /// Puts the value of a total; `weight` keeps the columns of a row apart.
    func put(
        _ row: inout RowValues, group: VendorReport.Group, tally: Tally, weight: Int, participants: Participants,
        report: VendorReport, using generator: inout SplitMix64
    ) {
        switch kind {
        case .day: row.put(Word(LocalDay(number: group.day).text))
        case .hour: putHour(&row, second: group.second)
        case .count: row.put(tally.events * weight)
        case .decimal, .minutes: putDecimal(&row, tally.seconds * weight, decimals: 2)
        case .cost: putDecimal(&row, tally.cost, decimals: 4)
        case .percent: putPercent(&row, hundredths: tally.seconds * weight % 11_000)
        case .total(let isClock): putDuration(&row, tally.seconds * weight, isClock: isClock)
        case .average(let isClock): putDuration(&row, tally.seconds * weight / tally.events, isClock: isClock)
        default: putText(&row, participants: participants, operation: report.operation, using: &generator)
        }
    }

    private func put(_ row: inout RowValues, _ moment: LocalMoment) {
        row.putDate(Word(moment.day.text), second: moment.second)
    }
}
