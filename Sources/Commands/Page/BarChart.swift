import ETL

/// A value for each day as bars, with the band in which values of that weekday usually are.
///
/// A bar has four units of width in a drawing that is stretched to the width of the page, so it has no text of its own.
struct BarChart {
    static let height = 100
    /// From one bar to the next.
    static let pitch = 4
    private static let daysAcross = 371
    /// Fewer days of one weekday do not show what is usual.
    private static let fewest = 4

    struct Bar {
        var day: Day
        /// Nil where nothing is there.
        var value: Int?
        /// Whether it shows what is usual.
        var isTypical = true
    }

    private let bars: [Bar]
    private let bands: [ClosedRange<Int>?]

    init(_ bars: [Bar], hasBands: Bool = true) {
        self.bars = bars
        bands = (0..<7).map { weekday in
            let values = bars.lazy.filter { $0.isTypical && $0.day.weekday == weekday }.compactMap(\.value).sorted()
            guard hasBands, values.count >= Self.fewest else { return nil }
            return Self.quantile(0.1, of: values)...Self.quantile(0.9, of: values)
        }
    }

    private static func quantile(_ share: Double, of values: [Int]) -> Int {
        values[Int((Double(values.count - 1) * share).rounded())]
    }

    /// The largest value.
    var most: Int { bars.lazy.compactMap(\.value).max() ?? 0 }

    /// The days whose value lies outside of what is usual.
    var unusual: [Bar] { bars.filter(isUnusual) }

    private func isUnusual(_ bar: Bar) -> Bool {
        guard let value = bar.value, let band = bands[bar.day.weekday] else { return false }
        return !band.contains(value)
    }

    /// What a template draws, in pieces of about a year; nothing where there is no value.
    var pieces: [[String: Any]] {
        if most == 0 { return [] }
        let top = max(1, max(most, bands.lazy.compactMap { $0?.upperBound }.max() ?? 0))
        return stride(from: 0, to: bars.count, by: Self.daysAcross).map { start in
            let piece = bars[start..<min(bars.count, start + Self.daysAcross)]
            var (band, usual, unusual) = ("", "", "")
            for (place, bar) in piece.enumerated() {
                let x = place * Self.pitch
                if let range = bands[bar.day.weekday] {
                    let (low, high) = (Self.scaled(range.lowerBound, top), Self.scaled(range.upperBound, top))
                    band += "M\(x) \(Self.height - high)h\(Self.pitch)v\(max(1, high - low))h-\(Self.pitch)z"
                }
                guard let value = bar.value, value > 0 else { continue }
                let path = Self.path(of: max(1, Self.scaled(value, top)), at: place)
                if isUnusual(bar) { unusual += path } else { usual += path }
            }
            return [
                "width": piece.count * Self.pitch, "height": Self.height, "band": band, "usual": usual,
                "unusual": unusual,
                "first": piece.first.map { "\($0.day)" } ?? "", "last": piece.last.map { "\($0.day)" } ?? "",
            ]
        }
    }

    /// The path of a bar of some height.
    static func path(of bar: Int, at place: Int) -> String { "M\(place * pitch + 1) \(height)v-\(bar)h2v\(bar)z" }

    private static func scaled(_ value: Int, _ top: Int) -> Int {
        Int((Double(value) / Double(top) * Double(height)).rounded())
    }
}
