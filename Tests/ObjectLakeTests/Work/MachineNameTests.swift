import Disk
import ETL
import Testing

@testable import ObjectLake

/// What tells one machine from others in a lake is made once, by whichever process is the first.
@Suite struct MachineNameTests {
    private let world: LakeWorld
    private var staging: String { world.staging("one") }

    init() throws { world = try LakeWorld(MemoryStore()) }

    private func name() throws -> String { try WorkFolder(for: world.store, in: staging).machine }

    @Test func firstProcessesAtOnceAgree() async throws {
        let (store, staging) = (world.store, staging)
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 { group.addTask { try WorkFolder(for: store, in: staging).machine } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(names.count == 1)
        #expect(try names == [name()])
    }

    @Test func oneThatWasKilledBeforeItWroteIsFollowedByOneThatWrites() throws {
        try Files.makeDirectories(staging, mode: 0o700, errors: WorkFolder.errors)
        try Files.create("\(staging)/machine", [])
        let made = try name()
        #expect(made.count == 32)
        #expect(try name() == made)
    }

    @Test(arguments: ["short", String(repeating: "a", count: 33)])
    func aFileThatHoldsSomethingElseIsRefusedAndStays(_ text: String) throws {
        try Files.makeDirectories(staging, mode: 0o700, errors: WorkFolder.errors)
        try Files.create("\(staging)/machine", Array(text.utf8))
        #expect(throws: ETLError.self) { try name() }
        #expect(try Files.contents(of: "\(staging)/machine") == Array(text.utf8))
    }
}
