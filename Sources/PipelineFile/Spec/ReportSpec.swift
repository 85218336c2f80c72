/// One report to extract.
package struct ReportSpec: Sendable, Equatable {
    /// A value for one of a report's parameters; several are asked for one after the other.
    package struct Parameter: Sendable, Equatable {
        package var name: String
        /// At least one, unless they come from a list; `all` stands alone.
        package var values: [String]
        /// The source's list that the values are taken from while the run is under way.
        package var list: ParameterList?

        package init(name: String, values: [String], list: ParameterList? = nil) {
            self.name = name
            self.values = values
            self.list = list
        }
    }

    /// Lists that a source has.
    package enum ParameterList: String, Sendable, CaseIterable {
        case campaigns
        case skills
        case agents

        /// The parameter that takes such values in the vendor's reports.
        package var parameter: String {
            switch self {
            case .campaigns: "campaign_id"
            case .skills: "skill_id"
            case .agents: "agent_id"
            }
        }
    }

    package var name: String
    /// In the order of the file.
    package var parameters: [Parameter]
    /// The report's own, which come before the pipeline's.
    package var transforms: [TransformSpec]
    /// The report's own.
    package var expectations: [ExpectationSpec] = []
    /// What its files have in another way than the others.
    package var load: ReportLoadSpec?
    /// Where the file says in which format they are.
    var formatPlace: Place?

    /// The same report with expectations.
    func expecting(_ expectations: [ExpectationSpec]) -> ReportSpec {
        var report = self
        report.expectations = expectations
        return report
    }
}
