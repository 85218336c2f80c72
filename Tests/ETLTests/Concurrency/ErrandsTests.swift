import Synchronization
import Testing

@testable import ETL

@Suite struct ErrandsTests {
    @Test func errandsRunOneAfterAnotherToTheirEnd() async throws {
        let order = Mutex<[Int]>([])
        await Errands.withErrands { errands in
            for number in 0..<5 {
                _ = await errands.begin {
                    await Task.yield()
                    order.withLock { $0.append(number) }
                }
            }
        }
        #expect(order.withLock { $0 } == [0, 1, 2, 3, 4])
    }

    @Test func anOutcomeCanBeHadBeforeAndAfterItIsThere() async throws {
        await Errands.withErrands { errands in
            let first = await errands.begin { 1 }
            let second = await errands.begin { 2 }
            #expect(await second.value == 2)
            #expect(await first.value == 1)
        }
    }

    /// A run that is interrupted still keeps what it has received.
    @Test func cancellationEndsNoErrand() async throws {
        let task = Task {
            await Errands.withErrands { errands in
                while !Task.isCancelled { await Task.yield() }
                return await errands.begin { 7 }.value
            }
        }
        task.cancel()
        #expect(await task.value == 7)
    }
}
