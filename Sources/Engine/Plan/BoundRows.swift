internal import ETL

/// What becomes of a job's rows, with its stages bound to their columns.
struct BoundRows {
    /// The columns as the extractors bring them.
    let input: Schema
    let chain: TransformChain
    private let expectations: [any BoundRowExpectation]
    private let watch: DriftWatch

    /// - Throws: what keeps a transform or an expectation from being bound.
    init(_ job: ReportJob) throws {
        input = job.extractors.first?.schema ?? Schema(fields: [])
        let chain = try TransformChain(job.transformers, input: input)
        expectations = try job.expectations.map { try $0.bind(to: chain.output) }
        watch = DriftWatch(input: input, output: chain.output, hiding: chain.redactions)
        self.chain = chain
    }

    /// How a day is written.
    func plan(_ job: ReportJob, _ day: Day) -> PartitionPlan {
        var plan = PartitionPlan(
            partition: job.partition(day), schema: chain.output, redactions: chain.redactions, zone: job.zone,
            parts: job.extractors.count, labels: job.extractors.map(\.label), provenance: job.provenance,
            takesOver: job.takesOver)
        plan.isReplayed = job.askedAt != nil
        plan.forgottenRevision = job.forgottenRevision
        plan.slice = job.stretch?.slice?.share(of: day)
        return plan
    }

    /// What is looked at in a day's rows, at its beginning.
    func checks(_ job: ReportJob) -> DayChecks { DayChecks(job.expectations, bound: expectations, watch: watch) }
}
