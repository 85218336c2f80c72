/// cdr_1: a row for every call, written when it ends.
struct CallDetail: EventRows {
    let operation: Operation

    let name = "cdr_1"
    let fields = [
        "agent_name", "date", "destiny", "telephone", "cost", "time_seg", "time_min", "cod_act", "description_cod_act",
        "cod_act_2", "description_cod_act_2", "type_interaction", "customer_id", "hang_up", "campaign_id", "conn_id",
        "skill_id", "skill_name", "agent_id", "comment",
    ]
    let volume = VolumeProfile(
        percentOfCalls: 100, weekdays: [4, 108, 104, 100, 100, 95, 42], hours: VolumeProfile.office)

    func fill(_ row: inout RowValues, from event: Event) {
        var generator = event.generator
        let kind = CallKind.draw(&generator)
        let agent = kind.hasAgent ? generator.pick(operation.agents) : nil
        let talk = kind.talk(&generator)
        let answered = kind.hasAgent && talk > 0

        row.put(agent?.name ?? "")
        row.putDate(of: event)
        row.put(kind.destiny(&generator))
        kind.putTelephone(&row, &generator)
        kind.putCost(&row, minutes: (talk + 59) / 60, &generator)
        row.put(talk)
        row.put((talk + 59) / 60)
        putCodes(&row, answered: answered, &generator)
        row.put(Word(kind.rawValue))
        row.putCustomer(&generator)
        row.put(generator.chance(percent: 55) ? "customer" : "agent")
        row.put(kind.hasCampaign ? generator.pick(Operation.campaigns).id : "0")
        let started = event.epoch - talk - generator.pick(from: 13...43)
        putConnection(&row, kind: kind, agent: agent, started: started, place: event.place, &generator)
        let skill = generator.chance(percent: 80) ? generator.pick(Operation.skills) : nil
        row.put(skill?.id ?? "")
        row.put(skill?.name ?? "")
        row.put(agent?.id ?? "0301")
        row.put(generator.pick(Texts.comments))
    }

    private func putCodes(_ row: inout RowValues, answered: Bool, _ generator: inout SplitMix64) {
        let code = answered ? generator.pick(ActivityCode.first) : ActivityCode.first[7]
        let codeTwo = answered ? generator.pick(ActivityCode.second) : ActivityCode.second[0]
        row.put(code.code)
        row.put(code.description)
        row.put(codeTwo.code)
        row.put(codeTwo.description)
    }

    // The call's place in its day ends the id, so that no two calls share one.
    private func putConnection(
        _ row: inout RowValues, kind: CallKind, agent: Operation.Agent?, started: Int, place: Int,
        _ generator: inout SplitMix64
    ) {
        if kind.isInternal, generator.chance(percent: 30) { return row.put(generator.chance(percent: 50) ? "0" : "-") }
        if let agent, !kind.isInbound {
            row.add(agent.id)
            row.add(byte: 0x2E)
            row.add(generator.below(10_000), width: 4)
        } else if kind.isInbound {
            row.add("ivr")
        } else {
            for part in 0..<3 {
                if part > 0 { row.add(byte: 0x2E) }
                row.add(generator.pick(from: 100...9999))
            }
        }
        row.add(byte: 0x2E)
        row.add(started)
        row.add(byte: 0x2E)
        row.add(place + 1)
        row.end()
    }
}
