import ETL
import Foundation
import Synchronization
import TestSupport

@testable import S3

/// Credentials as tests look for them.
enum CredentialBench {
    /// What a chain gives in an environment.
    static func find(_ environment: [String: String], region: String = "eu-west-1") async throws -> S3Credentials {
        try await with(environment, region: region) { try await $0.credentials(insteadOf: nil) }
    }

    /// Runs `body` with a chain.
    static func with<R>(
        _ environment: [String: String], region: String = "eu-west-1",
        clock: @escaping @Sendable () -> Int = { S3Bucket.now() },
        _ body: nonisolated(nonsending) (S3CredentialChain) async throws -> R
    ) async throws -> R {
        // Nothing of the machine that tests run on is to be found.
        let nothing = ["HOME": "/nonexistent", "AWS_EC2_METADATA_DISABLED": "true"]
        let connections = S3Connections(connectTimeout: .seconds(30), idleTimeout: .seconds(60))
        let chain = S3CredentialChain(
            environment: nothing.merging(environment) { _, given in given }, region: region, connections: connections,
            clock: clock)
        let outcome: Result<R, any Error>
        do {
            outcome = .success(try await body(chain))
        } catch {
            outcome = .failure(error)
        }
        await connections.shutdown()
        return try outcome.get()
    }

    /// The error that looking in an environment ends with.
    static func failure(_ environment: [String: String]) async -> ETLError? {
        await Bench.failure { _ = try await find(environment) }
    }

    /// The three texts of credentials.
    static func texts(_ credentials: S3Credentials) -> [String] {
        [credentials.accessKeyID.reveal(), credentials.secretAccessKey.reveal()]
            + (credentials.sessionToken.map { [$0.reveal()] } ?? [])
    }

    /// A time as endpoints write it.
    static func time(_ seconds: Int) -> String {
        let compact = StoreTime.compact(seconds)
        let digits = compact.filter(\.isNumber).map(String.init)
        let part = { (range: Range<Int>) in digits[range].joined() }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    }

    /// A credentials document of a container or an instance.
    static func document(_ name: String, lasts seconds: Int = 3600, now: Int = S3Bucket.now()) -> String {
        #"{"Code":"Success","AccessKeyId":"AK-\#(name)","SecretAccessKey":"SK-\#(name)","Token":"TK-\#(name)","#
            + #""Expiration":"\#(time(now + seconds))"}"#
    }

    /// Runs `body` with files of these names and contents in a folder that is gone afterwards.
    static func withFiles<R>(
        _ files: [String: String], _ body: nonisolated(nonsending) (_ folder: String) async throws -> R
    ) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "credentials-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try await body(folder.path(percentEncoded: false).trimmingSuffix("/"))
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
