import ETL
import Engine
import PipelineFile

/// What one of those named under `notify` knows of a pipeline.
struct Told: Codable, Equatable {
    /// A reason for which the pipeline fails, and when it was last told.
    struct Reason: Codable, Equatable {
        /// A fingerprint of the exit code and the cause.
        var reason: String
        /// Seconds since 1970.
        var at: Int64
    }

    /// The place among the items of `notify`, the first is 1.
    var item: Int
    /// Why it fails, as far as it was told since it began to fail.
    var reasons: [Reason] = []
    /// Whether the pipeline has failed and nobody was told yet that it works again.
    var owesRecovery = false

    /// How a run ended, as far as telling is concerned.
    enum Ending: Equatable {
        case success
        /// A person stopped it (SIGINT), or a round was stopped with its process: that says nothing of the pipeline.
        case stopped
        case failure(reason: String)
    }

    /// What is to be told of a run that ended at `now`; nil if nothing.
    func event(_ ending: Ending, at now: Int64, for spec: NotifySpec) -> NotifySpec.Event? {
        let always: NotifySpec.Event? = spec.on.contains(.always) ? .always : nil
        switch ending {
        case .stopped: return always
        case .success: return spec.on.contains(.recovery) && owesRecovery ? .recovery : always
        case .failure(let reason):
            guard spec.on.contains(.failure) else { return always }
            let last = reasons.map(\.at).max()
            let isDue = last.map { now - $0 >= spec.remind.components.seconds } ?? true
            return isDue || !reasons.contains { $0.reason == reason } ? .failure : always
        }
    }

    /// Takes note of what was told of a run.
    ///
    /// - Parameters:
    ///   - event: what was to be told.
    ///   - arrived: whether it was.
    ///   - ending: how the run ended.
    ///   - now: when.
    mutating func note(_ event: NotifySpec.Event?, arrived: Bool, _ ending: Ending, at now: Int64) {
        switch ending {
        case .stopped: break
        case .success:
            reasons = []
            // What did not arrive is told at the end of the next run that goes well.
            owesRecovery = event == .recovery && !arrived
        case .failure(let reason):
            owesRecovery = true
            guard event == .failure, arrived else { return }
            reasons.removeAll { $0.reason == reason }
            reasons.append(Reason(reason: reason, at: now))
        }
    }
}

extension Told.Ending {
    /// How the run of a record ended.
    init(_ record: RunRecord) {
        switch ProcessStatus(exitCode: Int(record.exitCode)) {
        case .success: self = record.interrupted ? .stopped : .success
        case .interrupted: self = .stopped
        default: self = .failure(reason: Self.reason(record.exitCode, record.cause ?? ""))
        }
    }

    /// What tells reasons apart: days, windows and counts in the text of a cause are no reason of their own.
    static func reason(_ exitCode: Int32, _ cause: String) -> String {
        let shape = cause.replacing(/[0-9]+/, with: "9")
        return StageIdentity("failure", ["\(exitCode)", shape]).fingerprint
    }
}
