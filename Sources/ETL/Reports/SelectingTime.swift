/// By which time a source selects the rows of a report, where that is not what the report's definition says.
public enum SelectingTime: Sendable, Equatable, CustomStringConvertible {
    /// The time in a field of the rows, which then decides about their day.
    case field(String)
    /// A time that the rows do not show: they belong to the day that was asked for.
    case window

    /// The word for the second kind in pipeline files.
    public static let windowWord = "window"

    /// Reads what a pipeline file says: a field's name, or `window`.
    public init(_ text: String) { self = text == Self.windowWord ? .window : .field(text) }

    /// As a pipeline file has it.
    public var description: String {
        switch self {
        case .field(let name): name
        case .window: Self.windowWord
        }
    }
}

extension ReportDefinition {
    /// The fields that rows may be selected by.
    public var selectableFields: [String] { fields.filter { $0.form == .timestamp }.map(\.name) }

    /// The report as a source has it that selects the rows by a time of its own.
    ///
    /// - Parameter time: the time; nil leaves the report as it is.
    /// - Returns: the report.
    public func selected(by time: SelectingTime?) -> ReportDefinition {
        var report = self
        switch time {
        case .field(let name):
            report.eventTime = name
            report.rowDay = .own
        case .window: report.rowDay = .window
        case nil: break
        }
        return report
    }
}
