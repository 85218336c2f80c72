package import ETL
import Settings
public import Transforms

/// One report to extract.
public struct ReportSpec: Sendable {
    /// A value for one of a report's parameters; several are asked for one after the other.
    package struct Parameter: Sendable, Equatable {
        package var name: String
        /// At least one, unless they come from a list; `all` stands alone.
        package var values: [String]
        /// The source's list that the values are taken from while the run is under way.
        package var list: ListedValues?

        package init(name: String, values: [String], list: ListedValues? = nil) {
            self.name = name
            self.values = values
            self.list = list
        }
    }

    /// The report's name.
    public var name: String
    /// In the order of the file.
    package var parameters: [Parameter]
    /// The report's own, which come before the pipeline's.
    public var transforms: [any ConfiguredTransformer]
    /// The report's own.
    public var expectations: [ConfiguredExpectation] = []
    /// What its files have in another way than the others.
    package var load: ReportLoadSpec?
    /// Where the file says in which format they are.
    var formatPlace: Place?

    /// The same report with expectations.
    func expecting(_ expectations: [ConfiguredExpectation]) -> ReportSpec {
        var report = self
        report.expectations = expectations
        return report
    }
}
