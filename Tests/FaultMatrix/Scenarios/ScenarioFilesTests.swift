import Foundation
import Simulator
import Testing

@Suite struct ScenarioFilesTests {
    @Test(arguments: try Scenarios.names)
    func eachSaysWhatItRehearses(name: String) throws {
        let text = try String(contentsOf: Scenarios.file(name), encoding: .utf8)
        #expect(text.hasPrefix("# "))
        #expect(try Scenario(yaml: text).name?.isEmpty == false)
    }

    @Test func eachIsTested() throws {
        let tested = Set(Night.all.map(\.scenario)).union(["three-times-the-cap"])
        #expect(try Scenarios.names == tested.sorted())
    }
}
