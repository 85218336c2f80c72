import Foundation

/// Names for runs: they sort by time, and no two are the same.
enum RunName {
    static func make(startedAt seconds: Int64) -> String {
        let stamp = isoInstant(seconds).filter { $0 != "-" && $0 != ":" }
        let random = String(UInt32.random(in: .min ... .max), radix: 36)
        return "\(stamp)-\(random)"
    }
}
