/// diagram_9: a row for every turn between a customer and a robot. Turns of one session stand near one another.
struct RobotTurns: EventRows {
    let seed: UInt64

    let name = "diagram_9"
    let fields = [
        "session_id", "channel", "rp_id", "date", "customer_name", "customer_email", "customer_phone", "customer_query",
        "routing_answer", "customer_id", "conn_id",
    ]
    let volume = VolumeProfile(
        percentOfCalls: 60, weekdays: [30, 104, 102, 100, 100, 98, 60], hours: VolumeProfile.robot)

    private static let turnsOfSession = 4
    private static let channels: [Word] = [
        "whatsapp", "whatsapp official direct", "web", "facebook", "facebook_page", "Instagram", "email", "crm+webhook",
        "configurationbox", "whatsapp", "web",
    ]

    func fill(_ row: inout RowValues, from event: Event) {
        let session = event.place / Self.turnsOfSession
        var customer = SplitMix64(
            keys: seed, SplitMix64.key(of: "session"), UInt64(bitPattern: Int64(event.day.number)), UInt64(session))
        var turn = event.generator

        let channel = customer.below(Self.channels.count)
        let phone = 3_000_000_000 + customer.below(999_999_999)
        putSession(&row, channel: channel, phone: phone, session: session, day: event.day.number)
        row.put(Self.channels[channel])
        row.put(Operation.connectors[channel % Operation.connectors.count].routingPoint)
        row.putDate(of: event)
        putName(&row, &customer)
        if customer.chance(percent: 40) { row.putMail(&customer) } else { row.put("-") }
        if channel < 2 {
            row.add("57")
            row.add(phone)
            row.end()
        } else {
            row.put(customer.chance(percent: 50) ? "" : "-")
        }
        row.put(turn.pick(Texts.questions))
        row.put(turn.pick(Texts.answers))
        row.putCustomer(&customer)
        if customer.chance(percent: 60) { row.put("0") } else { row.put(event.day.number * 100_000 + session) }
    }

    // WhatsApp sessions are known by phone, operation and connector; the others by a number.
    private func putSession(_ row: inout RowValues, channel: Int, phone: Int, session: Int, day: Int) {
        if channel < 2 {
            row.add("57")
            row.add(phone)
            row.add(".0012.")
            row.add(Operation.connectors[channel].id)
        } else {
            row.add(day * 1_000_000 + session)
        }
        row.end()
    }

    private func putName(_ row: inout RowValues, _ generator: inout SplitMix64) {
        guard generator.chance(percent: 85) else { return row.put("") }
        row.add(generator.pick(People.givenNames))
        row.add(" ")
        row.add(generator.pick(People.familyNames))
        row.end(plain: false)
    }
}
