/// Where the rows of a partition come from, and what shapes its file.
///
/// Two pipelines may write below one directory. What tells their days apart is kept with each partition, so that neither
/// replaces, skips or counts the other's.
public struct Provenance: Sendable, Hashable {
    /// The pipeline's name.
    public var pipeline: String
    /// The host that the rows came from, with its port where that is not the scheme's own.
    public var origin: String
    /// A fingerprint of all that shapes the file: definition, parameters, transforms and their keys, typing, format.
    public var recipe: String

    /// A provenance.
    public init(pipeline: String, origin: String, recipe: String) {
        self.pipeline = pipeline
        self.origin = origin
        self.recipe = recipe
    }

    /// How a partition that is there relates to what a pipeline would write in its place.
    public enum Standing: Sendable, Equatable {
        /// The pipeline would write it in the same way.
        case current
        /// It is the pipeline's own, but made in another way, or nothing says in which.
        case stale
        /// It belongs to another origin, or to another pipeline with another recipe.
        case foreign
    }

    /// Returns the standing of a partition with the provenance `other` for a pipeline with this one.
    ///
    /// A partition without provenance was written by a version of the program that kept none; it counts as one's own.
    public func standing(of other: Provenance?) -> Standing {
        guard let other else { return .stale }
        if other.origin != origin { return .foreign }
        if other.recipe == recipe { return .current }
        return other.pipeline == pipeline ? .stale : .foreign
    }
}
