import ETL
import Settings
import Transforms

/// What is at hand while one pipeline file is read.
final class FileContext: ReadingContext {
    /// Of the catalogue, and of the file itself once its definitions are read.
    var vocabulary: ReportVocabulary
    /// The stages that the file may name.
    let stages: StageShapes
    /// The reports that the file defines; nil when one of them is wrong.
    var definitions: [ReportDefinition]?
    /// Reports that the file defines wrongly: of these nothing more can be said.
    var unsoundDefinitions: Set<String> = []

    init(
        environment: [String: String], secrets: SecretUse, vocabulary: ReportVocabulary, forms: StageForms,
        collector: DiagnosticCollector
    ) {
        self.vocabulary = vocabulary
        stages = StageShapes(forms)
        super.init(environment: environment, collector: collector, standIn: secrets.standIn)
    }
}
