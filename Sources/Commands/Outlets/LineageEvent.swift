import Foundation

/// An event of OpenLineage: a run has begun or ended.
struct LineageEvent: Codable, Sendable {
    enum Kind: String, Codable {
        case start = "START"
        case complete = "COMPLETE"
        case fail = "FAIL"
        case abort = "ABORT"
    }

    struct Run: Codable {
        struct Facets: Codable {
            var parent: Facet<ParentRun>?
            var errorMessage: Facet<ErrorMessage>?
        }

        var runId: String
        var facets = Facets()
    }

    struct Job: Codable {
        struct Facets: Codable {
            var jobType = Facet(JobType())
        }

        var namespace: String
        var name: String
        var facets: Facets? = Facets()
    }

    struct Dataset: Codable {
        struct Facets: Codable {
            var schema: Facet<Columns>?
            var symlinks: Facet<Symlinks>?
            var columnLineage: Facet<ColumnLineage>?
        }

        /// What a run did to an output.
        struct OutputFacets: Codable {
            var outputStatistics: Facet<OutputStatistics>
            var subset: Facet<Subset>
        }

        var namespace: String
        var name: String
        var facets = Facets()
        var outputFacets: OutputFacets?
    }

    var eventType: Kind
    var eventTime: String
    var run: Run
    var job: Job
    var inputs: [Dataset]
    var outputs: [Dataset]
    var producer = Self.producer
    var schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"

    static let producer = "urn:wolkvox-etl:\(WolkvoxETL.version)"

    /// The event on one line, without its end.
    var line: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}

/// What a facet says, which has the version of its schema.
protocol FacetBody: Codable, Sendable {
    /// The address of its schema, behind `https://openlineage.io/spec/facets/`.
    static var schema: String { get }
}

/// A facet with what all facets have.
struct Facet<Body: FacetBody>: Codable, Sendable {
    var body: Body

    private enum CodingKeys: String, CodingKey {
        case producer = "_producer"
        case schemaURL = "_schemaURL"
    }

    init(_ body: Body) { self.body = body }

    init(from decoder: any Decoder) throws { body = try Body(from: decoder) }

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(LineageEvent.producer, forKey: .producer)
        try container.encode("https://openlineage.io/spec/facets/\(Body.schema)", forKey: .schemaURL)
    }
}
