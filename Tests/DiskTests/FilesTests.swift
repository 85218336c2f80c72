import Disk
import ETL
import Testing

@Suite struct FilesTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = try Files.makeTemporaryDirectory("disk-tests")
        defer { Files.removeTree(folder) }
        try body(folder)
    }

    @Test func aTreeIsRemovedWithAllThatIsInIt() throws {
        try inFolder { folder in
            try Files.makeDirectories("\(folder)/a/b/c", mode: 0o700, errors: \.ofOutput)
            try Files.write([1], to: "\(folder)/a/b/c/file")
            Files.removeTree("\(folder)/a")
            #expect(try Files.names(in: folder).isEmpty)
        }
    }

    @Test func directoriesAreNotMadeInAFilesPlace() throws {
        try inFolder { folder in
            try Files.write([], to: "\(folder)/taken")
            let error = #expect(throws: ETLError.self) {
                try Files.makeDirectories("\(folder)/taken", mode: 0o700, errors: \.ofOutput)
            }
            #expect(error?.message.hasPrefix("Could not make the directory \(folder)/taken: ") == true)
        }
    }

    @Test func aReplacedFileIsNeverHalfThereAndNothingIsLeftBesideIt() throws {
        try inFolder { folder in
            try Files.create("\(folder)/file", [1, 2])
            #expect(throws: ETLError.self) { try Files.create("\(folder)/file", [3]) }
            try Files.replace("\(folder)/file", by: [4])
            #expect(try Files.input("\(folder)/file") == [4])
            #expect(throws: ETLError.self) { try Files.replace(folder, by: [5]) }
            #expect(try Files.names(in: folder) == ["file"])
        }
    }

    @Test func whatCannotBeReadSaysWhy() throws {
        try inFolder { folder in
            let missing = #expect(throws: Files.Unreadable.self) { try Files.input("\(folder)/none") }
            #expect(missing?.description == "there is no such file")
            let directory = #expect(throws: Files.Unreadable.self) { try Files.input(folder) }
            #expect(directory?.description == "it is a folder")
        }
    }
}
