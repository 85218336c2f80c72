/// What the server says about itself: tokens, connectors, campaigns, skills, agents.
struct InformationAnswers: Sendable {
    let ledger: TokenLedger
    let callsPerDay: Int
    let operation: Operation

    func answer(_ parameters: [String: String], token: UInt64, occasion: Answer.Occasion) -> Answer {
        switch parameters["api"] {
        case "token_info": return tokenInfo(token, occasion)
        case "connectors":
            return table(
                ["connector_id", "rp_id", "name", "channel"],
                rows: Operation.connectors.map { [$0.id, $0.routingPoint, $0.name, $0.channel] }, occasion: occasion)
        case "campaigns": return campaigns(occasion)
        case "skills":
            return table(
                ["skill_id", "skill_name"], rows: Operation.skills.map { [$0.id, $0.name] }, occasion: occasion)
        case "agents":
            return table(
                ["agent_id", "agent_name", "agent_dni"], rows: operation.agents.map { [$0.id, $0.name, $0.dni] },
                occasion: occasion)
        default: return Answer(refusing: .unknownAPI, occasion: occasion)
        }
    }

    private func tokenInfo(_ token: UInt64, _ occasion: Answer.Occasion) -> Answer {
        let use = ledger.use(token: token, on: occasion.now.day)
        let counts = [callsPerDay, use.token, use.all, use.left].map { Word("\($0)") }
        return table(
            ["description", "token_limit", "token_use_today", "all_token_today", "available_consumption_options"],
            rows: [["Integración lago de datos"] + counts], occasion: occasion)
    }

    private func campaigns(_ occasion: Answer.Occasion) -> Answer {
        table(
            ["campaign_id", "campaign_name", "type_campaign", "status", "records", "last_use", "skill_id"],
            rows: Operation.campaigns.enumerated().map { index, campaign in
                [
                    campaign.id, campaign.name, campaign.type, campaign.status, Word("\(1200 + index * 417)"),
                    Word("\(occasion.now.day.text) 06:00:00"), Operation.skills[index % Operation.skills.count].id,
                ]
            }, occasion: occasion)
    }

    private func table(_ fields: [String], rows: [[Word]], occasion: Answer.Occasion) -> Answer {
        let envelope = AnswerEnvelope(
            code: 200, codeIsString: occasion.codeIsString, message: AnswerEnvelope.found(rows.count))
        let body = Answer.RowsBody(
            envelope: envelope, selection: Selection(rows: rows), shape: RowShape(fields: fields))
        return Answer(occasion: occasion, status: 200, body: .rows(body))
    }
}
