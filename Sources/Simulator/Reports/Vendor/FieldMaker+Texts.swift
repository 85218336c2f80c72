extension FieldMaker {
    /// Puts a value that is the same text for whatever the row stands for: an event or a total.
    func putText(
        _ row: inout RowValues, participants: Participants, operation: Operation, using generator: inout SplitMix64
    ) {
        let other = operation.agents[generator.below(Participants.agents)]
        switch kind {
        case .agentID: row.put(operation.agents[participants.agent].id)
        case .agentName: row.put(operation.agents[participants.agent].name)
        case .agentDNI: row.put(operation.agents[participants.agent].dni)
        case .otherAgentID: row.put(other.id)
        case .otherAgentName: row.put(other.name)
        case .otherAgentDNI: row.put(other.dni)
        case .skillID: row.put(Operation.skills[participants.skill].id)
        case .skillName: row.put(Operation.skills[participants.skill].name)
        case .campaign: row.put(Operation.campaigns[participants.campaign].label)
        case .routingPoint: row.put(generator.pick(Operation.connectors).routingPoint)
        case .customer: row.putCustomer(&generator)
        case .telephone: row.putMobile(prefix: generator.chance(percent: 50) ? "9157" : "57", &generator)
        case .customerName: row.put(generator.chance(percent: 5) ? "-" : generator.pick(People.givenNames))
        case .mail: row.putMail(&generator)
        case .code: row.put(generator.pick(ActivityCode.first).code)
        case .codeText: row.put(generator.pick(ActivityCode.first).description)
        case .freeText: row.put(generator.pick(generator.chance(percent: 50) ? Texts.comments : Texts.messages))
        case .link: row.put(generator.chance(percent: 30) ? "" : "https://ejemplo.example/archivo?id=7&b=%20")
        case .range: row.put(Self.ranges[participants.other % Self.ranges.count])
        default: row.put(generator.pick(words))
        }
    }

    /// `08:30`, or the hour alone.
    func putHour(_ row: inout RowValues, second: Int) {
        guard !hasBareHours else { return row.put(second / 3600) }
        row.add(second / 3600, width: 2)
        row.add(byte: 0x3A)
        row.add(second / 60 % 60, width: 2)
        row.end()
    }

    /// `HH:MM:SS`, or seconds.
    func putDuration(_ row: inout RowValues, _ seconds: Int, isClock: Bool) {
        if isClock { row.putTime(seconds) } else { row.put(seconds) }
    }

    /// `34.64 %`, from hundredths, with commas between thousands.
    func putPercent(_ row: inout RowValues, hundredths: Int) {
        guard hundredths > 0 else { return row.put("0 %") }
        if hundredths >= 100_000 {
            row.add(hundredths / 100_000)
            row.add(byte: 0x2C)
            row.add(hundredths / 100 % 1000, width: 3)
        } else {
            row.add(hundredths / 100)
        }
        row.add(byte: 0x2E)
        row.add(hundredths % 100, width: 2)
        row.add(" %")
        row.end()
    }

    /// A number with so many decimals, from its smallest unit.
    func putDecimal(_ row: inout RowValues, _ units: Int, decimals: Int) {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        row.add(units / scale)
        row.add(byte: 0x2E)
        row.add(units % scale, width: decimals)
        row.end()
    }
}

extension FieldMaker {
    /// The vocabulary of a field, in the spellings that pages and real answers show.
    static func words(_ name: String, _ report: String) -> [Word] {
        switch (report, name) {
        case ("cdr_5", "result"): ["Cancel", "Chanunavail", "CONGESTION", "Busy", "No answer", "Tcpa", "Do not call"]
        case ("campaign_3", "result"): ["ABANDON", "ANSWER", "ANSWER-MACHINE", "busy", "NO-ANSWER", "FAILED"]
        case ("campaign_9", "status"): ["accepted", "delivered", "submitted", "failed"]
        case ("diagram_1", "result"): ["ok", "hung up"]
        case ("diagram_4", "result"): ["abandon", "complete", "incomplete"]
        case ("skill_2", _): ["abandoned", "ABANDON"]
        case ("skill_10", _): ["answered", "ANSWER"]
        case (_, "result"), (_, "call_result"), (_, "machinecode"):
            ["no-answer", "busy", "answer", "answer-machine", "congestion", "abandon", "recall"]
        case (_, "channel"), (_, "chanel"), (_, "nlp_channel"):
            ["whatsapp", "whatsapp official direct", "web", "facebook", "Instagram", "email", "chat-web"]
        case (_, "type_interaction"), (_, "type_call"):
            ["inbound", "outbound_ma", "out_pre", "internal call", "transfer", "ivr-out"]
        case (_, "hang_up"), (_, "hung_up"): ["agent", "customer"]
        case (_, "agent_status"), (_, "aux_state"): ["Ready", "Almuerzo", "Baño", "Capacitación", "ACW"]
        case (_, "type_of_row"): ["PREVIEW", "CALL", "CALL", "TOTAL"]
        case (_, "feeling"): ["Positivo", "Neutral", "Negativo", "-"]
        case (_, "login"), (_, "logout"): ["07:58:12", "2026-10-01 08:00:03", "-", "18:02:59"]
        case (_, "language"): ["es-CO", "es-MX", "en-US"]
        case (_, let name) where name.hasPrefix("q") && name.dropFirst().allSatisfy(\.isNumber):
            ["1", "2", "3", "4", "5", "-", ""]
        case (_, let name) where name.hasPrefix("opt"): ["", "-", "45%20900", "Plan b\u{E1}sico", "0"]
        default: ["s\u{ED}", "no", "-", "", " ", "1", "0", "Categor\u{ED}a \"A\"", "N/A"]
        }
    }
}
