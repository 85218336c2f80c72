/// One row to be made: when it was, where in its day it stands, and its own source of chance.
struct Event: Sendable {
    let day: LocalDay
    let second: Int
    /// The row's place among all rows of its day.
    let place: Int
    let epoch: Int
    /// The day's date, made once for all its rows.
    let dayText: Word
    var generator: SplitMix64
}

extension RowValues {
    /// `2026-10-01 08:15:42`.
    mutating func putDate(of event: Event) {
        putDate(event.dayText, second: event.second)
    }

    mutating func putDate(_ day: Word, second: Int) {
        add(day)
        add(byte: 0x20)
        putTime(second)
    }

    /// `08:15:42`.
    mutating func putTime(_ second: Int) {
        add(second / 3600, width: 2)
        add(byte: 0x3A)
        add(second / 60 % 60, width: 2)
        add(byte: 0x3A)
        add(second % 60, width: 2)
        end()
    }
}
