import ETL
import Engine
import PipelineFile
import Transforms

/// The people who asked to be forgotten, as a run leaves their rows out.
struct Forgotten {
    let transformer: LeaveOutForgotten
    /// The revision of the list.
    let revision: String
}

extension JobAssembly {
    /// The same assembly, whose jobs leave out the rows of people on the list of the lake.
    ///
    /// - Throws: ``Failure`` with 78 if there is a list and the pipeline file does not have its key.
    func heedingForgotten() async throws -> JobAssembly {
        guard let list = try await lake().forgottenList() else { return self }
        guard let key = spec.forgetKey.flatMap({ ForgetKey($0.reveal()) }) else {
            throw Failure(
                .configuration,
                "\(spec.load.directory) has a list of forgotten people, and \(file) does not have its key",
                advice: "Add `forget_key: ${FORGET_KEY}` to the pipeline file, with the key that `forget` was given: "
                    + "without it, their rows would come back")
        }
        var assembly = self
        assembly.forgotten = Forgotten(
            transformer: try LeaveOutForgotten(list, key: key), revision: list.revision)
        return assembly
    }
}

extension ReportJob {
    /// Leaves out rows of forgotten people, before anything else is done with them.
    mutating func heed(_ forgotten: Forgotten?) {
        guard let forgotten else { return }
        transformers.insert(forgotten.transformer, at: 0)
        forgottenRevision = forgotten.revision
    }
}
