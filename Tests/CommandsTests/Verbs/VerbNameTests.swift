import ArgumentParser
import Testing

@testable import Commands

@Suite struct VerbNameTests {
    /// A name that is derived from the type costs each start of the program a fifth of a millisecond for each verb.
    @Test func everyVerbSaysItsName() {
        for verb in WolkvoxETL.configuration.subcommands { #expect(verb.configuration.commandName != nil, "\(verb)") }
    }
}
