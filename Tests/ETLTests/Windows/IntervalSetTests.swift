import ETL
import TestSupport
import Testing

@Suite struct IntervalSetTests {
    @Test(arguments: 0..<100)
    func agreesWithASetOfSeconds(number: UInt64) {
        var random = SplitMix(state: number)
        var set = IntervalSet()
        var model: Set<Int64> = []
        for _ in 0..<30 {
            let first = Int64.random(in: 0..<60, using: &random)
            let window = Window(
                first: LocalTime(seconds: first),
                last: LocalTime(seconds: first + Int64.random(in: 0..<9, using: &random)))
            if Bool.random(using: &random) {
                set.insert(window)
                model.formUnion(window.first.seconds...window.last.seconds)
            } else {
                set.remove(window)
                model.subtract(window.first.seconds...window.last.seconds)
            }
            #expect(Set(set.windows.flatMap { $0.first.seconds...$0.last.seconds }) == model)
            for (one, next) in zip(set.windows, set.windows.dropFirst()) {
                #expect(one.last.seconds + 1 < next.first.seconds, "windows that touch are one")
            }
        }
    }
}
