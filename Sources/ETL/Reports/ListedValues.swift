/// The lists of a source out of which values of a report's parameter can be taken.
public enum ListedValues: String, Sendable, CaseIterable {
    case campaigns
    case skills
    case agents

    /// The key of the value in the list's rows, and the parameter that takes it.
    public var key: String {
        switch self {
        case .campaigns: "campaign_id"
        case .skills: "skill_id"
        case .agents: "agent_id"
        }
    }
}
