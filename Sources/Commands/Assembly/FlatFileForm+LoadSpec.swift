import FlatFiles
import PipelineFile

extension FlatFileForm {
    /// What a pipeline file says of how files are written.
    init(_ load: LoadSpec) {
        let format: RowFormat =
            switch load.format {
            case .ndjson: .ndjson
            case .csv: .csv
            }
        let emptyDays: EmptyDays =
            switch load.emptyDays {
            case .manifest: .manifest
            case .file: .file
            }
        switch load.compression {
        case .gzip(let level): self.init(format: format, gzipLevel: level, emptyDays: emptyDays)
        }
    }
}
