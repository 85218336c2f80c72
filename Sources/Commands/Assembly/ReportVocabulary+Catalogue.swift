import ETL
import PipelineFile
import Wolkvox

extension ReportVocabulary {
    /// What pipeline files may name, out of the vendor's catalogue.
    static var vendor: ReportVocabulary {
        ReportVocabulary(names: Catalogue.vendor.names) { try? Catalogue.vendor.report(named: $0) }
    }
}

extension Catalogue {
    /// The vendor's reports and those that a pipeline file defines, which come first.
    init(adding definitions: [ReportDefinition]) {
        self = .vendor
        for definition in definitions { add(definition) }
    }
}
