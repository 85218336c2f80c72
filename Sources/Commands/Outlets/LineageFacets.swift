/// The run that this one is a part of.
struct ParentRun: FacetBody {
    static let schema = "1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet"

    struct Run: Codable { var runId: String }
    struct Job: Codable {
        var namespace: String
        var name: String
    }

    var run: Run
    var job: Job
}

/// Why a run failed.
struct ErrorMessage: FacetBody {
    static let schema = "1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet"

    var message: String
    var programmingLanguage = "Swift"
}

/// What kind of job a pipeline is.
struct JobType: FacetBody {
    static let schema = "2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet"

    var processingType = "BATCH"
    var integration = "WOLKVOX_ETL"
    var jobType = "JOB"
}

/// The columns of a dataset.
struct Columns: FacetBody {
    static let schema = "1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"

    struct Column: Codable {
        var name: String
        var type: String
        var description: String?
    }

    var fields: [Column]
}

/// Other names of a dataset.
struct Symlinks: FacetBody {
    static let schema = "1-0-1/SymlinksDatasetFacet.json#/$defs/SymlinksDatasetFacet"

    struct Identifier: Codable {
        var namespace: String
        var name: String
        var type = "TABLE"
    }

    var identifiers: [Identifier]
}

/// Which columns come from which fields of the inputs, and which of them are masked on the way.
struct ColumnLineage: FacetBody {
    static let schema = "1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"

    struct Transformation: Codable {
        var type = "DIRECT"
        var subtype = "TRANSFORMATION"
        var masking: Bool
    }

    struct InputField: Codable {
        var namespace: String
        var name: String
        var field: String
        var transformations: [Transformation]
    }

    struct Column: Codable { var inputFields: [InputField] }

    var fields: [String: Column]
}

/// How much a run wrote.
struct OutputStatistics: FacetBody {
    static let schema = "1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet"

    var rowCount = 0
    var size = 0
    var fileCount = 0
}

/// Which partitions a run wrote.
struct Subset: FacetBody {
    static let schema = "1-0-0/BaseSubsetDatasetFacet.json#/$defs/OutputSubsetOutputDatasetFacet"

    struct Partition: Codable {
        var identifier: String
        var dimensions: [String: String]
    }

    struct Condition: Codable {
        var type = "partition"
        var partitions: [Partition]
    }

    var outputCondition: Condition
}
