@testable import ETL
@testable import Lease

/// Two hosts, a store with conditional writes, an API and a lake.
struct ModelWorld: Hashable {
    /// What may happen, and which rules hold.
    struct Rules: Hashable {
        var hasFencing = true
        var showsAge = true
        var pauses = 1
        var losses = 1
        var horizon = 5
    }

    /// A write that its sender has given up, and that the store may still get.
    struct Straggler: Hashable {
        var record: LeaseRecord
        var over: String?
    }

    enum Fault: Error, Hashable {
        /// Both take the lease for their own.
        case twoHolders
        /// A call was made by one whose lease another had taken.
        case overtakenCall
        /// Two calls were under way, and both their hosts awake.
        case twoCalls
        /// Older rows replaced newer ones.
        case staleCommit
    }

    var now = 0
    var holders: [ModelHolder]
    var record: LeaseRecord?
    var version = 0
    var writtenAt = 0
    /// The number under which the lake's rows were received.
    var committed: Int?
    var stragglers: [Straggler] = []
    var pauses: Int
    var losses: Int

    init(_ rules: Rules, timing: LeaseTiming, calls: Int = 1) {
        holders = [
            ModelHolder("a", offset: 0, calls: calls, timing: timing),
            // Hours ahead: nothing depends on what clocks show.
            ModelHolder("b", offset: 30_000, calls: calls, timing: timing),
        ]
        (pauses, losses) = (rules.pauses, rules.losses)
        for index in holders.indices { holders[index].machine.ask(ModelHolder.wish) }
    }

    var fault: Fault? { holders.allSatisfy { $0.believes(at: now) } ? .twoHolders : nil }

    /// The world on one line.
    var line: String {
        let hosts = holders.map { holder in
            let flight = holder.flight.map { flight in
                let kind = if case .write(let record, _) = flight.request { "write \(record.id)" } else { "read" }
                return "\(kind)\(flight.hasArrived ? " arrived" : "")\(flight.isLost ? " lost" : "")"
            }
            let phase =
                switch holder.machine.phase {
                case .idle: "idle"
                case .seeking: "seeking"
                case .held: "held until \((holder.machine.end ?? .zero) - .seconds(holder.offset))"
                case .lost: "lost"
                }
            return "\(phase)\(holder.isPaused ? " stopped" : "") \(flight ?? "-") grant=\(holder.isGranted)"
                + " call=\(holder.calling ?? 0) rows=\(holder.rows ?? 0)"
        }
        let object = record.map { "\($0.id) \($0.number) at \(writtenAt)" } ?? "-"
        return "\(now) s: \(hosts[0]) | \(hosts[1]) | store \(object)"
            + " late=\(stragglers.count) lake=\(committed ?? 0)"
    }

    /// All worlds that may come next.
    func successors(_ rules: Rules) throws(Fault) -> [ModelWorld] {
        var worlds: [ModelWorld] = []
        // What a host does by itself changes nothing for others, whose steps need not be tried before it too.
        for index in holders.indices where holders[index].actsAlone(at: now) {
            try addOwnSteps(of: index, rules, to: &worlds)
            if pauses > 0 { stop(index, to: &worlds) }
            return worlds
        }
        for index in holders.indices {
            try addSteps(of: index, rules, to: &worlds)
            addStoreSteps(of: index, rules, to: &worlds)
        }
        for index in stragglers.indices {
            var next = self
            let straggler = next.stragglers.remove(at: index)
            _ = next.take(straggler.record, over: straggler.over)
            worlds.append(next)
        }
        if now < rules.horizon, !holders.contains(where: { $0.isUrgent(at: now) }) {
            var next = self
            next.now += 1
            worlds.append(next)
        }
        return worlds
    }

    private func with(_ index: Int, _ holder: ModelHolder?, to worlds: inout [ModelWorld]) {
        guard let holder else { return }
        var next = self
        next.holders[index] = holder
        worlds.append(next)
    }

    private func addSteps(of index: Int, _ rules: Rules, to worlds: inout [ModelWorld]) throws(Fault) {
        let holder = holders[index]
        var changed = holder
        guard !holder.isPaused else {
            changed.isPaused = false
            return with(index, changed, to: &worlds)
        }
        if pauses > 0 { stop(index, to: &worlds) }
        with(index, holder.answered(at: now), to: &worlds)
        with(index, holder.timedOut(at: now), to: &worlds)
        let isSettled = holders.allSatisfy { $0.flight.map { $0.hasArrived || $0.isLost } ?? true }
        if let number = holder.calling, isSettled {
            changed = holder
            (changed.calling, changed.rows, changed.callsLeft) = (nil, number, holder.callsLeft - 1)
            with(index, changed, to: &worlds)
        }
        let isFree = !holder.isGranted && holder.calling == nil && holder.rows == nil && holder.machine.wish == nil
        if isFree, holder.callsLeft > 0 {
            changed = holder
            changed.machine.ask(ModelHolder.wish)
            with(index, changed, to: &worlds)
        }
    }

    private func addOwnSteps(
        of index: Int, _ rules: Rules, to worlds: inout [ModelWorld]
    ) throws(Fault) {
        let holder = holders[index]
        if holder.isGranted {
            worlds.append(try sending(index))
        } else if let number = holder.rows {
            worlds.append(try committing(number, index, rules))
        } else {
            with(index, holder.stepped(at: now), to: &worlds)
        }
    }

    private func stop(_ index: Int, to worlds: inout [ModelWorld]) {
        var next = self
        next.holders[index].isPaused = true
        next.pauses -= 1
        worlds.append(next)
    }

    /// A call that was granted is sent if its time is not over.
    private func sending(_ index: Int) throws(Fault) -> ModelWorld {
        var next = self
        let (holder, other) = (holders[index], holders[1 - index])
        next.holders[index].isGranted = false
        guard holder.believes(at: now) else {
            next.holders[index].callsLeft = 0
            return next
        }
        guard record?.number == holder.machine.number else { throw .overtakenCall }
        // What a stopped process has asked for before may still be under way at the server.
        if other.calling != nil, !other.isPaused, other.believes(at: now) { throw .twoCalls }
        next.holders[index].calling = holder.machine.number
        return next
    }

    private func committing(_ number: Int, _ index: Int, _ rules: Rules) throws(Fault) -> ModelWorld {
        var next = self
        next.holders[index].rows = nil
        if next.holders[index].callsLeft == 0 { next.holders[index].machine.release() }
        let (new, old) = (Self.manifest(number), committed.map(Self.manifest))
        if rules.hasFencing, (try? Fence.check(new, over: old)) == nil { return next }
        if let committed, number < committed { throw .staleCommit }
        next.committed = number
        return next
    }

    private static func manifest(_ number: Int) -> Manifest {
        Manifest(
            formatVersion: 1, report: "cdr_1", source: "bogota", day: "2026-10-01", timeZone: "UTC", lease: "l",
            leaseNumber: number, received: 0, rows: 0, quarantined: 0, bytes: 0, uncompressedBytes: 0, windows: [],
            state: .final, schema: [], tool: "", extractedAt: "")
    }

    // MARK: The store

    private func addStoreSteps(of index: Int, _ rules: Rules, to worlds: inout [ModelWorld]) {
        guard let flight = holders[index].flight, !flight.isLost else { return }
        if !flight.hasArrived {
            var next = self
            next.holders[index].flight?.hasArrived = true
            switch flight.request {
            case .read:
                next.holders[index].flight?.answer = .sight(
                    record.map {
                        LeaseSight(
                            record: $0, version: "\(version)", age: rules.showsAge ? now - writtenAt : nil)
                    })
            case .write(let record, let over):
                let outcome = next.take(record, over: over)
                next.holders[index].flight?.answer = .outcome(outcome)
            }
            worlds.append(next)
        }
        // A look that fails is repeated, and changes nothing.
        guard losses > 0, flight.request != .read else { return }
        var next = self
        next.losses -= 1
        next.holders[index].flight?.isLost = true
        if !flight.hasArrived, case .write(let record, let over) = flight.request {
            next.stragglers.append(Straggler(record: record, over: over))
        }
        worlds.append(next)
    }

    private mutating func take(_ new: LeaseRecord, over: String?) -> LeaseWrite {
        guard over == (record == nil ? nil : "\(version)") else { return .refused }
        record = new
        version += 1
        writtenAt = now
        return .written(version: "\(version)")
    }
}
