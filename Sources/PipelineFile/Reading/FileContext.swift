import ETL
import Settings

/// What is at hand while one pipeline file is read.
final class FileContext: ReadingContext {
    /// Of the catalogue, and of the file itself once its definitions are read.
    var vocabulary: ReportVocabulary
    /// The reports that the file defines; nil when one of them is wrong.
    var definitions: [ReportDefinition]?
    /// Reports that the file defines wrongly: of these nothing more can be said.
    var unsoundDefinitions: Set<String> = []

    init(
        environment: [String: String], secrets: SecretUse, vocabulary: ReportVocabulary, collector: DiagnosticCollector
    ) {
        self.vocabulary = vocabulary
        super.init(environment: environment, collector: collector, standIn: secrets.standIn)
    }
}
