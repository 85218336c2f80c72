/// cdr_3: a row for every message that went out by SMS or WhatsApp.
struct SentMessages: EventRows {
    let operation: Operation

    let name = "cdr_3"
    let fields = [
        "agent_id", "agent_name", "date", "destiny", "telephone", "message", "channel", "customer_id", "conn_id",
    ]
    let volume = VolumeProfile(
        percentOfCalls: 25, weekdays: [6, 105, 100, 100, 102, 97, 50], hours: VolumeProfile.office)
    let codeIsString = true

    // No literal value of a WhatsApp channel is public: every separator and case that a reader should bear.
    private static let whatsAppChannels: [Word] = [
        "WhatsApp whatsapp 573001112233", "WhatsApp - whatsapp official direct - 88412",
        "Whatsapp_whatsapp_573001112233", "WHATSAPP: official direct (88412)",
        "whatsapp|whatsapp official direct|88412", "WhatsApp", "Whatsapp 88412",
    ]

    func fill(_ row: inout RowValues, from event: Event) {
        var generator = event.generator
        let agent = generator.chance(percent: 70) ? generator.pick(operation.agents) : nil
        let isSMS = generator.chance(percent: 55)

        row.put(agent?.id ?? "-")
        row.put(agent?.name ?? "")
        row.putDate(of: event)
        row.put(generator.pick(Self.destinies))
        row.putMobile(prefix: isSMS ? "9" : "57", &generator)
        row.put(generator.pick(Texts.messages))
        row.put(isSMS ? "SMS" : generator.pick(Self.whatsAppChannels))
        row.putCustomer(&generator)
        if isSMS, generator.chance(percent: 40) {
            row.put("0")
        } else {
            row.put(event.epoch % 10_000_000 * 1_000_000 + event.place)
        }
    }

    private static let destinies: [Word] = [
        "Colombia", "Colombia - Claro", "Colombia - Movistar", "-", "México", "Panamá",
    ]
}
