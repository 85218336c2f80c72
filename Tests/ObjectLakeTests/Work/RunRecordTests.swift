import Disk
import Foundation
import Testing

@testable import ObjectLake

/// Records of runs go to the store through a file of this machine.
@Suite struct RunRecordTests {
    @Test func theFileIsGoneAndSoIsOneOfAKilledProcess() async throws {
        let world = try LakeWorld(MemoryStore())
        let lake = try world.lake()
        let left = "\(lake.work.path)/locks/20261001T000000Z-killed.record"
        try Files.create(left, Array("half a rec".utf8))
        try await lake.writeRunRecord(id: "20261002T000000Z-next") { write in
            for piece in ["{\"run\":", "\"next\"}", ""] { try write(Array(piece.utf8)) }
        }
        let record = world.store.with { $0.objects["_runs/20261002T000000Z-next.json"]?.bytes }
        #expect(record == Array("{\"run\":\"next\"}".utf8))
        #expect(world.leftovers(of: "one") == [])
    }

    @Test func oneThatAnotherProcessWritesStays() async throws {
        let world = try LakeWorld(MemoryStore())
        let (lake, other) = (try world.lake(), try world.lake())
        let path = "\(lake.work.path)/locks/20261001T000000Z-other.record"
        try await other.work.withRecordFile(of: "20261001T000000Z-other", { try $0([0x7B]) }) { _ in
            try await lake.writeRunRecord(id: "20261002T000000Z-next") { try $0([0x7D]) }
            #expect(try Files.contents(of: path) == [0x7B])
        }
        #expect(try Files.status(path) == nil)
    }

    @Test func oneThatCannotBeMadeLeavesNothing() async throws {
        let world = try LakeWorld(MemoryStore())
        await #expect(throws: CancellationError.self) {
            try await world.lake().writeRunRecord(id: "20261002T000000Z-next") { write in
                try write([0x7B])
                throw CancellationError()
            }
        }
        #expect(world.leftovers(of: "one") == [])
        #expect(world.store.with { $0.objects.isEmpty })
    }
}
