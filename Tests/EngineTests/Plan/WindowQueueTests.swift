import ETL
import TestSupport
import Testing

@testable import Engine

@Suite struct WindowQueueTests {
    private let bench = Bench()
    private let first = Bench.day

    private func queue(
        _ days: Int32, parts: Int = 1, span: SpanLearner.Span = .seconds(86_400)
    ) -> WindowQueue {
        let sources = (0..<parts).map { FakeSource(.every(900), label: "\($0)") }
        var queue = WindowQueue(bench.job(sources, days: first...first.advanced(by: Int(days) - 1), span: span))
        queue.add((0..<days).map { first.advanced(by: Int($0)) })
        return queue
    }

    /// Follows a queue of which each window comes whole.
    private func followed(_ queue: WindowQueue, kept: [Day: [KeptWindow]] = [:]) -> [WindowQueue.Action] {
        var (queue, actions) = (queue, [WindowQueue.Action]())
        while let action = queue.next() {
            actions.append(action)
            switch action {
            case .open(let days, _):
                queue.opened(Dictionary(uniqueKeysWithValues: days.map { ($0, kept[$0] ?? []) }))
            case .ask(let window, _): queue.received(window, rows: 10)
            case .close: break
            }
        }
        return actions
    }

    @Test func eachPartOfADayIsAskedBeforeTheNextDay() {
        let day = first.advanced(by: 1)
        #expect(
            followed(queue(2, parts: 2)) == [
                .open(day...day, after: nil), .ask(Window(day), part: 0), .ask(Window(day), part: 1), .close(day...day),
                .open(first...first, after: nil), .ask(Window(first), part: 0), .ask(Window(first), part: 1),
                .close(first...first),
            ])
    }

    @Test func whatWasKeptIsNotAskedAgain() {
        let kept = [first: [KeptWindow(part: 0, window: Window(first), rows: 1, calls: 1)]]
        #expect(
            followed(queue(1, parts: 2), kept: kept) == [
                .open(first...first, after: nil), .ask(Window(first), part: 1), .close(first...first),
            ])
    }

    /// Whatever fails, splits or is dropped: no second of a day that is closed was left out or asked twice with success.
    @Test(arguments: 0..<40)
    func everySecondComesOnce(seed: UInt64) {
        var random = SplitMix(state: seed)
        let days = Int32.random(in: 1...9, using: &random)
        var queue = queue(days, parts: Int.random(in: 1...3, using: &random), span: .auto)
        var received: [Int: IntervalSet] = [:]
        var dropped: Set<Day> = []
        var closed: Set<Day> = []
        while let action = queue.next() {
            switch action {
            case .open(let days, _): queue.opened(Dictionary(uniqueKeysWithValues: days.map { ($0, []) }))
            case .close(let days): closed.formUnion(days)
            case .ask(let window, let part):
                switch Int.random(in: 0..<8, using: &random) {
                case 0, 1, 2: _ = queue.tooLarge(window, rows: 60_000, seen: SeenRows(end: window.last))
                case 3 where window.length < 3 * 86_400:
                    for day in window.days {
                        queue.drop(day)
                        dropped.insert(day)
                    }
                default:
                    #expect(received[part, default: IntervalSet()].intersection(window).isEmpty)
                    received[part, default: IntervalSet()].insert(window)
                    queue.received(window, rows: 100)
                }
            }
        }
        #expect(closed.count == Int(days))
        for day in closed.subtracting(dropped) {
            for part in received.values { #expect(part.intersection(Window(day)).length == 86_400) }
        }
    }

    @Test func aDoubtedDayIsAskedBeforeTheNextOne() {
        var queue = queue(2)
        let day = first.advanced(by: 1)
        let doubt = WindowQueue.Doubt(day: day, reason: "few rows", attempt: 0)
        #expect(queue.next() == .open(day...day, after: nil))
        queue.opened([day: []])
        #expect(queue.next() == .ask(Window(day), part: 0) && queue.purpose == .first)
        queue.received(Window(day), rows: 0)
        #expect(queue.hasAll(of: day))
        queue.add(doubt)
        #expect(queue.next() == .close(day...day))
        #expect(queue.next() == .open(day...day, after: doubt) && queue.attempt == 1)
        queue.opened([day: []])
        #expect(queue.next() == .ask(Window(day), part: 0) && queue.purpose == .emptyCheck)
        #expect(queue.end() == [first])
        #expect(queue.next() == nil)
    }

    @Test func threeFailuresInARowAreTooMany() {
        var queue = queue(5)
        #expect([queue.failed(), queue.failed()] == [false, false])
        queue.received(Window(first), rows: 1)
        #expect([queue.failed(), queue.failed(), queue.failed()] == [false, false, true])
    }
}
