internal import ETL

extension LeaseMachine {
    /// Takes in what the store holds.
    ///
    /// - Parameters:
    ///   - sight: what was seen; nil if there is no object.
    ///   - now: the time at which the answer came.
    package mutating func didRead(_ sight: LeaseSight?, at now: Duration) {
        flight = nil
        trouble = nil
        switch phase {
        case .seeking(let seeking): consider(sight, while: seeking, at: now)
        case .held(let held): check(sight, held)
        case .idle, .lost: break
        }
    }

    /// Takes in how a write ended.
    package mutating func didWrite(_ outcome: LeaseWrite, at now: Duration) {
        guard case .write(let attempt) = flight else { return }
        flight = nil
        guard case .written(let version) = outcome else {
            // Perhaps what is there is one's own, of which the answer was lost: a look will tell.
            attempts.append(attempt)
            lookAgain(at: now)
            return
        }
        trouble = nil
        settle(attempt, version, at: now)
    }

    /// Takes in that a request brought nothing; what was to be written may have been.
    package mutating func didFail(_ trouble: LeaseTrouble, at now: Duration) {
        self.trouble = trouble
        if case .write(let attempt) = flight { attempts.append(attempt) }
        flight = nil
        if isReleasing, wish == nil, case .held = phase {
            // It runs out by itself: nobody waits for a store that does not answer to end.
            phase = .idle
            lookAt = nil
            return
        }
        lookAgain(at: now + timing.pause)
    }

    private mutating func lookAgain(at time: Duration) {
        switch phase {
        case .seeking(var seeking):
            seeking.readAt = time
            phase = .seeking(seeking)
        case .held: lookAt = time
        case .idle, .lost: break
        }
    }

    /// The store has taken a write.
    private mutating func settle(_ attempt: Attempt, _ version: String, at now: Duration) {
        seen = Seen(record: attempt.record, version: version, firstSeen: now)
        written = attempt.record.calls
        attempts = []
        lookAt = nil
        guard attempt.record.isHeld else {
            phase = .idle
            return
        }
        var held = Held(base: attempt.sentAt, callsFrom: now + attempt.settling)
        if case .held(let before) = phase { held.callsFrom = before.callsFrom }
        if case .lost = phase { return }
        number = attempt.record.number
        phase = .held(held)
    }

    /// Looks at what is there while the lease is sought.
    private mutating func consider(_ sight: LeaseSight?, while before: Seeking, at now: Duration) {
        var seeking = before
        defer { if case .seeking = phase { phase = .seeking(seeking) } }
        guard let sight else {
            seen = nil
            seeking.take = Take(number: 1, version: nil, settling: .zero)
            return
        }
        if let own = attempts.first(where: { $0.record.id == sight.record.id }), own.record.isHeld {
            return settle(own, sight.version, at: now)
        }
        let record = sight.record
        let isOwn = record.id.hasPrefix(nonce + "-")
        if seen?.record != record {
            seen = Seen(record: record, version: sight.version, firstSeen: now)
            // What replaced another version was not taken, and will not be.
            attempts = []
        }
        if !isOwn { used = record.calls }
        let length = Duration.seconds(record.length)
        var take = Take(number: record.number + 1, version: sight.version, settling: .zero)
        let isOld = sight.age.map { $0 > record.length } ?? false
        if !record.isHeld || isOwn {
            seeking.take = take
        } else if isOld || now - (seen?.firstSeen ?? now) >= length {
            take.settling = max(timing.requestTimeout, length / 10)
            seeking.take = take
        } else {
            seeking.busy = record.owner
            seeking.readAt = min(now + timing.poll, max(now, (seen?.firstSeen ?? now) + length))
        }
    }

    /// Looks whether the lease is still one's own.
    private mutating func check(_ sight: LeaseSight?, _ held: Held) {
        guard let sight else {
            _ = lose(.removed)
            return untold = .removed
        }
        if let own = attempts.first(where: { $0.record.id == sight.record.id }) {
            return settle(own, sight.version, at: held.base)
        }
        guard sight.record.id == seen?.record.id else {
            let loss = LeaseLoss.taken(sight.record.owner)
            _ = lose(loss)
            return untold = loss
        }
        lookAt = nil
    }
}
