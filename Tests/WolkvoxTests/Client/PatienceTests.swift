import Testing

@testable import Wolkvox

@Suite struct PatienceTests {
    private let patience = Patience(timeout: .seconds(75))

    @Test func endsWithTheTimeout() {
        #expect(patience.rest(after: .seconds(70), waited: .zero) == .seconds(5))
        #expect(patience.rest(after: .seconds(75), waited: .zero) == nil)
    }

    @Test func aSlowReaderIsNotTheServersFault() {
        #expect(patience.rest(after: .seconds(75), waited: .seconds(30)) == .seconds(30))
        #expect(patience.rest(after: .seconds(105), waited: .seconds(30)) == nil)
    }
}
