import ETL

/// campaign_7: a row for every call on which the server listened for an answering machine. Nobody is called on Sundays.
struct MachineDetection: EventRows {
    let name = "campaign_7"
    let fields = ["customer_id", "campaign_id", "file_name", "telephone", "result", "date"]
    let volume = VolumeProfile(
        percentOfCalls: 80, weekdays: [0, 110, 105, 100, 98, 92, 30], hours: VolumeProfile.office)
    let parameters = [Parameter("campaign_id", isRequired: true)]

    private static let results: [Word] = ["machine", "MACHINE", "MACHINE", "human", "HUMAN", "HUMAN", "HUMAN"]
    private static let files: [Word] = ["amd_cobranza_01", "amd_bienvenida_ñ", "20260102093015_audio", "-", ""]

    func belongs(_ event: Event, to campaign: Word) -> Bool {
        var generator = event.generator
        return generator.pick(Operation.campaigns).id.bytes == campaign.bytes
    }

    func fill(_ row: inout RowValues, from event: Event) {
        var generator = event.generator
        let campaign = generator.pick(Operation.campaigns)
        row.putCustomer(&generator)
        row.put(campaign.label)
        row.put(generator.pick(Self.files))
        row.putMobile(prefix: "9157", &generator)
        row.put(generator.pick(Self.results))
        row.putDate(of: event)
    }
}
