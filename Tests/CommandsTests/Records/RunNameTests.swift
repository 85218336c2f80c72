import Testing

@testable import Commands

@Suite struct RunNameTests {
    @Test func namesOfOneSecondSortByTime() {
        let names = [0, 1, 35, 36, 1295, 1296, 46_655, 46_656, 500_000, 999_998, 999_999].map {
            RunName.make(startedAt: 1_791_534_600, microseconds: $0)
        }
        #expect(names == names.sorted())
        #expect(Set(names.map(\.count)) == [25])
        #expect(names[0] < RunName.make(startedAt: 1_791_534_601, microseconds: 0))
        #expect(names[10] < RunName.make(startedAt: 1_791_534_601, microseconds: 0))
    }

    @Test func noTwoAreTheSame() {
        let names = (0..<100).map { _ in RunName.make(startedAt: 1_791_534_600, microseconds: 7) }
        #expect(Set(names).count == 100)
    }
}
