/// What walking through the transforms of one report has found about one of them.
package struct TransformFinding: Sendable {
    package enum What: Sendable {
        /// The report has no such column there; it has these.
        case lacks(String, columns: [String])
        /// It can't be done; the subject is the name or value at fault, if a single one is.
        case mistake(String, subject: String?)
    }

    /// The number of the transform among the report's own, followed by the pipeline's.
    package let index: Int
    package let what: What

    package init(index: Int, _ what: What) {
        self.index = index
        self.what = what
    }
}
