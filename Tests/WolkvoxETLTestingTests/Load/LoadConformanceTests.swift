import ETL
import FlatFiles
import Foundation
import Testing
import WolkvoxETLTesting

/// The suites find a loader, and a lake, that breaks a rule.
@Suite struct LoadConformanceTests {
    @Test(arguments: [
        (FaultyLake.Fault.losesRows, "does not show what was committed"),
        (.keepsDroppedRows, "drop does not go back"), (.takesUnkeptRows, "commits rows that were not kept"),
        (.countsOneTooMany, "counts wrongly"), (.callsEverythingNew, "not reported as replaced"),
        (.swallowsErrors, "an error of the session's body becomes another one"),
        (.commitsNothing, "does not show what was committed"),
        (.forgetsWhatItCommitted, "does not know what the interrupted run committed"),
    ]) func theLoadersSuiteFinds(fault: FaultyLake.Fault, words: String) async throws {
        let findings = try await loaderFindings(fault)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test(arguments: [
        (FaultyLake.Fault.listsNothing, "does not list what was committed"),
        (.listsAll, "lists a partition before its commit"), (.manifestCountsWrongly, "the manifest counts wrongly"),
        (.manifestIsMissing, "has no manifest of what was committed"), (.namesOtherSources, "names sources where"),
        (.losesTheLastRow, "rows don't come back"), (.swallowsErrorsOfReaders, "an error of what reads the rows"),
        (.emptiesQuarantine, "rows that come out of quarantine: 0"),
        (.forgetsTheReason, "forgets why a row was rejected"),
        (.forgetsRecords, "the record of a run does not come back"),
        (.keepsBrokenRecords, "the record of a run does not come back"),
        (.seesNoDamage, "does not find a damaged partition"), (.countsNoRows, "does not count every row"),
        (.amendsNothing, "rows out of quarantine don't join the others"),
        (.renamesNothing, "a source that was renamed keeps its name"),
    ]) func theLakesSuiteFinds(fault: FaultyLake.Fault, words: String) async throws {
        let findings = try await lakeFindings(fault)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test func theyFindNothingWrongWithALakeThatKeepsToTheRules() async throws {
        #expect(try await loaderFindings(nil) == [])
        #expect(try await lakeFindings(nil) == [])
    }

    private func loaderFindings(_ fault: FaultyLake.Fault?) async throws -> [String] {
        try await FaultyLake.with(fault) { lake, _ in
            let folder = lake.folder
            return await LoaderConformance(lake, resumes: true) { partition in
                guard try folder.manifest(of: partition) != nil else { return nil }
                var ids: [String] = []
                try folder.forEachRow(of: partition) { if let id = id($0) { ids.append(id) } }
                return ids
            }.findings()
        }
    }

    private func lakeFindings(_ fault: FaultyLake.Fault?) async throws -> [String] {
        try await FaultyLake.with(fault) { lake, path in
            await LakeConformance(lake, id: id) { partition in
                let folder = "report=\(partition.report)/source=\(partition.source)/day=\(partition.day)"
                let name = "\(partition.report)-\(partition.day).ndjson.gz"
                try Data("damaged".utf8).write(to: URL(filePath: "\(path)/\(folder)/\(name)"))
            }.findings()
        }
    }

    private func id(_ line: [UInt8]) -> String? {
        RowFormat.ndjson.text(line[...], "id", 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
