internal import ETL
private import Foundation

/// A definition as it lies in the program: bytes that are read when somebody asks for the report.
struct DefinitionFile: Sendable {
    let name: String
    let bytes: @Sendable () -> [UInt8]

    func read() throws -> ReportDefinition {
        try JSONDecoder().decode(ReportDefinition.self, from: Data(bytes()))
    }
}
