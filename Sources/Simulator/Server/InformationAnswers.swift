/// What the server says about itself: tokens, connectors, campaigns, skills, agents.
struct InformationAnswers: Sendable {
    let ledger: TokenLedger
    let callsPerDay: Int
    let tokens: TokenGate
    let operation: Operation

    func answer(_ parameters: [String: String], token: UInt64, occasion: Answer.Occasion) -> Answer {
        switch parameters["api"] {
        case "token_info": tokenInfo(token, occasion)
        case "connectors": connectors(occasion)
        case "campaigns": campaigns(occasion)
        case "skills": skills(occasion)
        case "agents": agents(occasion)
        default: Answer(refusing: .unknownAPI, occasion: occasion)
        }
    }

    private func tokenInfo(_ token: UInt64, _ occasion: Answer.Occasion) -> Answer {
        let use = ledger.use(token: token, on: occasion.now.day)
        return table(
            ["description", "token_limit", "token_use_today", "all_token_today", "available_consumption_options"],
            rows: [["Integración lago de datos", "\(callsPerDay)", "\(use.token)", "\(use.all)", "\(use.left)"]],
            occasion: occasion)
    }

    private func connectors(_ occasion: Answer.Occasion) -> Answer {
        table(
            ["connector_id", "rp_id", "name", "channel"],
            rows: Operation.connectors.map { [$0.id.text, $0.routingPoint.text, $0.name.text, $0.channel.text] },
            occasion: occasion)
    }

    private func campaigns(_ occasion: Answer.Occasion) -> Answer {
        table(
            ["campaign_id", "campaign_name", "type_campaign", "status", "records", "last_use", "skill_id"],
            rows: Operation.campaigns.enumerated().map { index, campaign in
                [
                    campaign.id.text, campaign.name.text, campaign.type.text, campaign.status.text,
                    "\(1200 + index * 417)", "\(occasion.now.day.text) 06:00:00",
                    Operation.skills[index % Operation.skills.count].id.text,
                ]
            }, occasion: occasion)
    }

    private func skills(_ occasion: Answer.Occasion) -> Answer {
        table(
            ["skill_id", "skill_name"], rows: Operation.skills.map { [$0.id.text, $0.name.text] }, occasion: occasion)
    }

    private func agents(_ occasion: Answer.Occasion) -> Answer {
        table(
            ["agent_id", "agent_name", "agent_dni"],
            rows: operation.agents.map { [$0.id.text, $0.name.text, $0.dni.text] }, occasion: occasion)
    }

    private func table(_ fields: [String], rows: [[String]], occasion: Answer.Occasion) -> Answer {
        let envelope = Envelope(code: 200, codeIsString: occasion.codeIsString, message: Envelope.found(rows.count))
        let selection = Selection(rows: rows.map { $0.map { Word($0) } })
        return Answer(
            occasion: occasion, status: 200,
            body: .rows(.init(envelope: envelope, selection: selection, shape: RowShape(fields: fields))))
    }
}
