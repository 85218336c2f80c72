internal import Foundation

/// Prints what was measured.
public struct Figures {
    private let floors: [(name: String, rate: Double)]

    /// Figures that are compared with floors, given as bytes a second.
    public init(floors: [(name: String, rate: Double)]) { self.floors = floors }

    /// One line: megabytes a second, and how many times each floor that is.
    public func show(_ name: String, bytes: Int, _ cost: Cost) {
        let rate = Double(bytes) / cost.wall
        let ratios = floors.map { "\(Self.text(rate / $0.rate, 3)) x \($0.name)" }
        print(
            "  \(name.padding(toLength: 22, withPad: " ", startingAt: 0)) \(Self.text(rate / 1e6, 0)) MB/s   "
                + "wall \(Self.text(cost.wall * 1e3, 1)) ms   CPU \(Self.text(cost.cpu * 1e3, 1)) ms   "
                + ratios.joined(separator: "   "))
    }

    /// One figure by itself.
    public static func show(_ name: String, _ value: Double, _ unit: String = "") {
        print("  \(name.padding(toLength: 48, withPad: " ", startingAt: 0)) \(text(value, 3)) \(unit)")
    }

    private static func text(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}
