import ETL

/// Which zone do the times of rows have? The newest row is compared with the server's `Date` header; where it is too old for
/// that, the seconds in the identifiers of calls show the offset.
struct ZoneOfTimes: DeepQuestion {
    let name = "zone"

    /// How many seconds late rows may be written and clocks compared.
    private static let tolerance: Int64 = 120
    /// A row that is no older says that the zone fits.
    private static let recent: Int64 = 1800

    /// Zones of the countries that the vendor serves, and one for each whole hour.
    private static let zones =
        [
            "America/Bogota", "America/Mexico_City", "America/Santiago", "America/Argentina/Buenos_Aires",
            "America/Caracas", "America/New_York", "America/Los_Angeles", "America/Denver", "UTC", "Europe/Madrid",
        ] + (1...14).map { "Etc/GMT-\($0)" } + (1...12).map { "Etc/GMT+\($0)" }

    func calls(for reports: [AskedReport]) -> Int { Sample.mostCalls(for: reports) }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        let sample = try await interview.sample()
        guard let newest = sample.times.last else { throw Unasked(reason: "no row has a time") }
        let local = interview.zone.localTime(atInstant: sample.serverTime)
        let age = local.seconds - newest.seconds
        let configured = Int(local.seconds - sample.serverTime)
        let shown = sample.reply.rows.epochs.offset
        if age < -Self.tolerance {
            let least = Int(newest.seconds - sample.serverTime)
            return [
                differs(shown ?? (least + 899) / 900 * 900, "the newest row lies in the future of the server", sample)
            ]
        }
        if age <= Self.recent {
            return [
                .expected(
                    name, answer(configured),
                    "the newest row is \((age / 60).shown("minute")) old by the server's clock in time_zone")
            ]
        }
        guard let shown else {
            return [
                .notSeen(name, "the newest row is \((age / 60).shown("minute")) old, which shows nothing of the zone")
            ]
        }
        let seen = "the identifiers of \(sample.reply.rows.epochs.count.counted("call")) fit \(answer(shown))"
        return [shown == configured ? .expected(name, answer(shown), seen) : differs(shown, seen, sample)]
    }

    private func differs(_ offset: Int, _ seen: String, _ sample: Sample) -> DeepFinding {
        let near = LocalTime(seconds: sample.serverTime).day
        let zone = Self.zones.first { name in
            let rules = ZoneRules(identifier: name, covering: near...near)
            return rules?.localTime(atInstant: sample.serverTime).seconds == sample.serverTime + Int64(offset)
        }
        return .differs(
            name, answer(offset), seen,
            follows: "times are written with the wrong offset; any zone that is at \(answer(offset)) now, and at the"
                + " server's place, is right",
            key: "time_zone: \(zone ?? "ZONE")", needsAction: true)
    }

    private func answer(_ offset: Int) -> String { "UTC\(ZoneRules.suffix(offset: offset))" }
}

extension Int64 {
    /// The number with a noun; never below nothing.
    fileprivate func shown(_ noun: String) -> String { Int(Swift.max(0, self)).counted(noun) }
}
