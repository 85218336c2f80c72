import ETL
import Wolkvox

/// What the rows of a report are about, where they are totals: one row for each.
enum Subject: Sendable {
    case agent, skill, campaign, skillAndAgent, range, other
    /// Nothing that rows could be told apart by.
    case all

    init(_ definition: ReportDefinition) {
        let names = Set(definition.fields.map(\.name))
        let parameters = Set(definition.parameters.map(\.name))
        self =
            if case .object = definition.flatten {
                .range
            } else if names.contains("agents") || definition.name == "agent_11" {
                .skillAndAgent
            } else if parameters.contains("skill_id"), !names.isDisjoint(with: ["skill_id", "skill_name"]) {
                .skill
            } else if parameters.contains("campaign_id"), !names.isDisjoint(with: ["campaign_id", "campaing_id"]) {
                .campaign
            } else if !names.isDisjoint(with: ["agent_id", "agent_name", "id_agent"]) {
                .agent
            } else if !names.isDisjoint(with: ["skill_id", "skill_name"]) {
                .skill
            } else if definition.fields.allSatisfy({
                $0.form != .text && $0.form != .freeText || Self.times.contains($0.name)
            }) {
                .all
            } else {
                .other
            }
    }

    /// Fields that say when.
    private static let times: Set<String> = ["hour", "day", "date"]
}

/// Who has to do with a row.
struct Participants: Sendable {
    /// Of all agents only some, so that totals have few rows.
    static let agents = 12

    let agent: Int
    let skill: Int
    let campaign: Int
    let other: Int

    /// Who has to do with an event; the generator is at its start.
    init(drawing generator: inout SplitMix64) {
        agent = generator.below(Self.agents)
        skill = generator.below(Operation.skills.count)
        campaign = generator.below(Operation.campaigns.count)
        other = generator.below(6)
    }

    /// Who a row of totals is about.
    init(_ subject: Subject, slot: Int) {
        agent = slot % Self.agents
        skill = subject == .skillAndAgent ? slot / 4 : slot % Operation.skills.count
        campaign = slot % Operation.campaigns.count
        other = slot
    }

    /// The row of totals that an event counts for.
    func slot(of subject: Subject) -> Int {
        switch subject {
        case .agent: agent
        case .skill: skill
        case .campaign: campaign
        case .skillAndAgent: skill * 4 + agent % 4
        case .range: other % FieldMaker.ranges.count
        case .other: other
        case .all: 0
        }
    }

    /// The record that a nested row of totals stands in.
    func record(of subject: Subject) -> Int { subject == .skillAndAgent ? skill : agent }

    /// Whether the values of parameters let the event pass.
    func suits(_ values: [String: Word], _ operation: Operation) -> Bool {
        values.allSatisfy { name, value in
            switch name {
            case "agent_id": operation.agents[agent].id.bytes == value.bytes
            case "skill_id": Operation.skills[skill].id.bytes == value.bytes
            case "campaign_id": Operation.campaigns[campaign].id.bytes == value.bytes
            default: true
            }
        }
    }
}
