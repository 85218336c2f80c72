import ETL
import Wolkvox

/// Makes the values of one field.
struct FieldMaker: Sendable {
    /// What the values are.
    enum Kind: Sendable, Equatable {
        case agentID, agentName, agentDNI, otherAgentID, otherAgentName, otherAgentDNI
        case skillID, skillName, campaign, routingPoint, connection, customer, telephone, customerName, mail
        case code, codeText, freeText, link, range, words
        case day, hour, ownTime, laterTime
        case count, decimal, minutes, cost, percent, total(isClock: Bool), average(isClock: Bool)
    }

    let kind: Kind
    /// Whether the beginning of a bucket is written as its hour alone.
    let hasBareHours: Bool
    let words: [Word]

    init(_ field: FieldDefinition, of report: ReportDefinition) {
        kind = Self.kind(field, report)
        hasBareHours = report.name == "skill_5"
        words = Self.words(field.name, report.name)
    }

    private static func kind(_ field: FieldDefinition, _ report: ReportDefinition) -> Kind {
        // Which of both ways a report writes durations is not documented: some write the one, some the other.
        let isClock = SplitMix64.key(of: report.name) % 3 > 0
        switch field.form {
        case .timestamp: return field.name == report.eventTime ? .ownTime : .laterTime
        case .day: return .day
        case .cost: return .cost
        case .minutes: return .minutes
        case .count, .seconds: return .count
        case .decimal: return .decimal
        case .percent: return .percent
        case .duration where averages.contains(field.name): return .average(isClock: isClock)
        case .duration: return .total(isClock: isClock)
        case .freeText: return field.name.hasPrefix("description_") ? .codeText : .freeText
        case .json: return .link
        // Text, and the forms that the vendor's channels have.
        default: return textKind(field.name, report)
        }
    }

    private static func textKind(_ name: String, _ report: ReportDefinition) -> Kind {
        switch name {
        case "agent_id", "id_agent": .agentID
        case "agent_name", "name_agent": .agentName
        case "agent_dni": .agentDNI
        case "skill_id": .skillID
        case "skill_name": .skillName
        case "campaign_id", "campaing_id": .campaign
        case "rp_id": .routingPoint
        case "customer_id", "protected_nit": .customer
        case "telephone", "ani", "dnis", "customer_phone", "dial_phone", "dn_transfer": .telephone
        case "customer_name", "customer_last_name", "from_name", "to_name", "quality_analyst": .customerName
        case "customer_email", "from", "to": .mail
        case "cod_act", "cod_act_2", "last_code_act", "cod_opc_menu": .code
        case "time_range": .range
        case "hour": .hour
        case "day" where report.name == "diagram_1_2": .hour
        case _ where name.hasSuffix("agent_id"): .otherAgentID
        case _ where name.hasSuffix("agent_name"): .otherAgentName
        case _ where name.hasSuffix("agent_dni"): .otherAgentDNI
        case _ where name.hasSuffix("_url"): .link
        case _ where name.contains("conn") || name.hasPrefix("id_") || name.hasSuffix("_id"): .connection
        default: .words
        }
    }

    private static let averages: Set<String> = [
        "aht", "aht_outbund", "aht_outbound", "aht_inbound", "asa", "ASA", "ata", "att", "acw", "tmo", "wait_time",
        "close_time", "closing_time",
    ]

    static let ranges: [Word] = ["0_5_seg", "6_20_seg", "21_60_seg", "61_120_seg", "greater_than_121"]
}
