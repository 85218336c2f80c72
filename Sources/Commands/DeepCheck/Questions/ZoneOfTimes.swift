import ETL

/// Which zone do the times of rows have? The seconds in the identifiers of calls show the offset; without them, the newest row
/// is compared with the server's `Date` header.
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
        return [finding(sample.times, at: sample.serverTime, in: interview.zone, sample.reply.rows.epochs)]
    }

    /// What times, the oldest first, and identifiers of calls show at an instant of the server's clock. Where identifiers
    /// show an offset it decides, for a row may be new under two zones.
    func finding(
        _ times: [LocalTime], at serverTime: Int64, in zone: ZoneRules, _ epochs: EpochOffsets
    ) -> DeepFinding {
        guard let oldest = times.first, let newest = times.last else { return .notSeen(name, "no row has a time") }
        let local = zone.localTime(atInstant: serverTime)
        let configured = Int(local.seconds - serverTime)
        if let shown = epochs.offset {
            let seen = "the identifiers of \(epochs.count.counted("call")) fit \(answer(shown))"
            // Clocks may have been changed since the oldest row.
            let instant = oldest.seconds - Int64(configured)
            let before = Int(zone.localTime(atInstant: instant).seconds - instant)
            return shown == configured || shown == before
                ? .expected(name, answer: answer(shown), seen: seen)
                : differs(shown, seen: seen, serverTime: serverTime)
        }
        let age = local.seconds - newest.seconds
        if age < -Self.tolerance {
            // Rows are written late, and never early: the offset is the next quarter of an hour.
            let least = (Double(newest.seconds - serverTime) / 900).rounded(.up)
            return differs(
                Int(least) * 900, seen: "the newest row lies in the future of the server", serverTime: serverTime)
        }
        let seen = "the newest row is \(Int(max(0, age / 60)).counted("minute")) old"
        return age <= Self.recent
            ? .expected(name, answer: answer(configured), seen: "\(seen) by the server's clock in time_zone")
            : .notSeen(name, "\(seen), which shows nothing of the zone")
    }

    private func differs(_ offset: Int, seen: String, serverTime: Int64) -> DeepFinding {
        let near = LocalTime(seconds: serverTime).day
        let zone = Self.zones.first { name in
            let rules = ZoneRules(identifier: name, covering: near...near)
            return rules?.localTime(atInstant: serverTime).seconds == serverTime + Int64(offset)
        }
        let right =
            zone == nil
            ? "set time_zone to the zone of the server's place that is at \(answer(offset)) now"
            : "any zone that is at \(answer(offset)) now, and at the server's place, is right"
        return .differs(
            name, answer: answer(offset), seen: seen, follows: "times are written with the wrong offset; \(right)",
            key: zone.map { "time_zone: \($0)" }, needsAction: true)
    }

    private func answer(_ offset: Int) -> String { "UTC\(ZoneRules.suffix(offset: offset))" }
}
