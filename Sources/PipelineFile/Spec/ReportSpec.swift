/// One report to extract.
package struct ReportSpec: Sendable, Equatable {
    /// A value for one of a report's parameters; several are asked for one after the other.
    package struct Parameter: Sendable, Equatable {
        package var name: String
        /// At least one; `all` stands alone.
        package var values: [String]
    }

    package var name: String
    /// In the order of the file.
    package var parameters: [Parameter]
    /// The report's own, which come before the pipeline's.
    package var transforms: [TransformSpec]
    /// The report's own.
    package var expectations: [ExpectationSpec] = []

    /// The same report with expectations.
    func expecting(_ expectations: [ExpectationSpec]) -> ReportSpec {
        var report = self
        report.expectations = expectations
        return report
    }
}
