import Disk
import Testing

@Suite struct FileLockTests {
    @Test func aLockHasOneOwnerAtATime() throws {
        let folder = try Files.makeTemporaryDirectory("disk-tests")
        defer { Files.removeTree(folder) }
        let path = "\(folder)/lock"
        let isFree = { try FileLock(ifFree: OpenFile(path, .update)) != nil }
        let first = try FileLock(waitingFor: OpenFile(path, .update))
        let isHeld = try first.holding { try !isFree() }
        #expect(isHeld)
        #expect(try isFree())
    }

    @Test func theLastOwnerOfALockedFileGivesTheLockBack() throws {
        let folder = try Files.makeTemporaryDirectory("disk-tests")
        defer { Files.removeTree(folder) }
        let path = "\(folder)/lock"
        let isFree = { try FileLock(ifFree: OpenFile(path, .update)) != nil }
        var owners = [LockedFile(try FileLock(waitingFor: OpenFile(path, .update)))]
        owners.append(owners[0])
        owners.removeFirst()
        #expect(try !isFree())
        owners = []
        #expect(try isFree())
    }
}
