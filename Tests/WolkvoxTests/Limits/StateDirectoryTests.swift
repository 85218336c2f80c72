import ETL
import Foundation
import Testing

@testable import Wolkvox

@Suite struct StateDirectoryTests {
    @Test(
        arguments: [
            ("flag", ["WOLKVOX_ETL_STATE": "/v", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/here/flag"),
            ("/flag", [:], "/flag"),
            (nil, ["WOLKVOX_ETL_STATE": "/v", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/v"),
            (nil, ["WOLKVOX_ETL_STATE": "v", "HOME": "/h"], "/here/v"),
            (nil, ["WOLKVOX_ETL_STATE": "", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/wolkvox-etl"),
            (nil, ["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/wolkvox-etl"),
            (nil, ["HOME": "/h"], "/h/.local/state/wolkvox-etl"),
        ] as [(String?, [String: String], String)])
    func theFirstThatIsNamedCounts(flag: String?, environment: [String: String], path: String) throws {
        let state = try StateDirectory(flag: flag, environment: environment, currentDirectory: "/here")
        #expect(state.path == path)
    }

    /// A shell fills in what stands in a command, but not what stands in a file of variables or behind `--state-dir=`.
    @Test(arguments: ["~", "~/state", "$HOME/state", "/var/${USER}/state"])
    func whatOnlyAShellFillsInIsRefused(path: String) throws {
        for (flag, environment) in [(path, [:]), (nil, ["WOLKVOX_ETL_STATE": path])] as [(String?, [String: String])] {
            let error = try #require(throws: ETLError.self) {
                try StateDirectory(flag: flag, environment: environment, currentDirectory: "/here")
            }
            #expect(error.code == .configuration)
            #expect(error.message.contains(path))
        }
    }

    @Test func withoutAnyTheErrorNamesTheWaysToSetIt() throws {
        let error = try #require(throws: ETLError.self) {
            try StateDirectory(flag: nil, environment: [:], currentDirectory: "/here")
        }
        #expect(error.code == .files)
        #expect(error.advice.contains("--state-dir") && error.advice.contains("WOLKVOX_ETL_STATE"))
    }

    @Test func aPlaceThatCannotBeADirectoryIsNamed() throws {
        let place = StatePlace()
        try Data().write(to: URL(filePath: place.path))
        let error = try #require(throws: ETLError.self) { try place.limits(callsPerDay: nil) }
        #expect(error.code == .files)
        #expect(error.scope == .run)
        #expect(error.message.contains(place.path))
        #expect(error.advice.contains("--state-dir") && error.advice.contains("XDG_STATE_HOME"))
    }

    @Test func whatIsMadeIsForItsOwnerAlone() async throws {
        let place = StatePlace()
        let limits = try place.limits(callsPerDay: 3)
        try await limits.lanes().lane(for: try Token(StatePlace.secret)).beforeCall(.first)
        for directory in ["", "leases", "calls"] { #expect(try place.permissions(directory) == 0o700) }
        #expect(place.files.count == 2)
        for file in place.files { #expect(try place.permissions(file) == 0o600) }
    }
}
