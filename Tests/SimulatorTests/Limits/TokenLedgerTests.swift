import Testing

@testable import Simulator

@Suite struct TokenLedgerTests {
    private let today = LocalDay(number: 20_000)

    @Test func callsAreLentAnewOnTheNextDay() {
        let ledger = TokenLedger(callsPerDay: 1, atOnce: 2)
        #expect(ledger.spend(token: 1, underWay: 1, on: today) == nil)
        #expect(ledger.spend(token: 2, underWay: 1, on: today) == .quotaSpent)
        #expect(ledger.spend(token: 2, underWay: 1, on: LocalDay(number: today.number + 1)) == nil)
        #expect(ledger.use(token: 1, on: LocalDay(number: today.number + 1)) == (token: 0, all: 1, left: 0))
    }

    @Test func aRequestTooManyCostsNothing() {
        let ledger = TokenLedger(callsPerDay: 1, atOnce: 2)
        #expect(ledger.spend(token: 1, underWay: 3, on: today) == .tooManyAtOnce(2))
        #expect(ledger.use(token: 1, on: today).left == 1)
    }

    @Test func aRequestIsUnderWayUntilItEndsOnceOrIsForgotten() {
        let ledger = TokenLedger(callsPerDay: 10, atOnce: 2)
        let first = ledger.start(token: 1)
        do {
            let second = ledger.start(token: 1)
            #expect(second.underWay == 2)
        }
        #expect(ledger.start(token: 1).underWay == 2)
        first.flight.end()
        first.flight.end()
        #expect(ledger.start(token: 1).underWay == 1)
        #expect(ledger.start(token: 2).underWay == 1)
    }
}
