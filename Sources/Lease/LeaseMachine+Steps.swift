internal import ETL

extension LeaseMachine {
    /// Says what to do next. Not to be called while the store is being asked.
    ///
    /// - Parameter now: the time on a clock that runs while the machine is suspended.
    /// - Returns: the action.
    package mutating func next(at now: Duration) -> Action {
        precondition(flight == nil, "the store has not answered yet")
        if let loss = untold {
            untold = nil
            return .stop(loss)
        }
        if let end, now >= end { return lose(.notRenewed(trouble)) }
        switch phase {
        case .idle:
            isReleasing = false
            guard wish != nil else { return .wait(until: nil) }
            phase = .seeking(Seeking(since: now, readAt: now))
            return next(at: now)
        case .seeking(let seeking): return seek(seeking, now)
        case .held(let held): return hold(held, now)
        case .lost(let loss): return wish == nil ? .wait(until: nil) : answer(.lost(loss))
        }
    }

    mutating func answer(_ answer: LeaseAnswer) -> Action {
        wish = nil
        if case .seeking = phase { phase = .idle }
        return .answer(answer)
    }

    mutating func lose(_ loss: LeaseLoss) -> Action {
        phase = .lost(loss)
        return .stop(loss)
    }

    private mutating func seek(_ seeking: Seeking, _ now: Duration) -> Action {
        guard let wish else {
            phase = .idle
            return next(at: now)
        }
        var seeking = seeking
        if let take = seeking.take {
            seeking.take = nil
            phase = .seeking(seeking)
            guard wish.most.map({ used[wish.day, default: 0] < $0 }) ?? true else {
                return answer(.spent(used[wish.day, default: 0]))
            }
            return write(
                number: take.number, over: take.version, settling: take.settling, for: wish, at: now)
        }
        if let busy = seeking.busy {
            guard now - seeking.since < wish.patience else { return answer(.busy(busy)) }
            seeking.busy = nil
            let isNews = !seeking.hasTold
            seeking.hasTold = true
            phase = .seeking(seeking)
            if isNews { return .notice(busy) }
        }
        if let trouble, trouble.isFinal || now - seeking.since >= max(wish.patience, timing.requestTimeout * 3) {
            return answer(.failed(trouble))
        }
        guard now >= seeking.readAt else { return .wait(until: seeking.readAt) }
        flight = .read
        return .read(timeout: timing.requestTimeout)
    }

    private mutating func hold(_ held: Held, _ now: Duration) -> Action {
        let end = held.base + timing.bound
        if let lookAt {
            guard now >= lookAt else { return .wait(until: min(lookAt, end)) }
            flight = .read
            return .read(timeout: min(timing.requestTimeout, end - now))
        }
        guard let number, let version = seen?.version else { return lose(.removed) }
        if isReleasing, wish == nil {
            // From here on another may have it. One that cannot be released runs out.
            phase = .idle
            return write(isHeld: false, number: number, over: version, at: now, end: end)
        }
        let isDue = now >= held.base + timing.renewal
        if let wish {
            let spent = used[wish.day, default: 0]
            if let most = wish.most, spent >= most { return answer(.spent(spent)) }
            if now >= held.callsFrom {
                if written[wish.day, default: 0] > spent {
                    used[wish.day] = spent + 1
                    return answer(.granted)
                }
                return write(number: number, over: version, for: wish, at: now, end: end)
            }
            if !isDue { return .wait(until: min(held.callsFrom, held.base + timing.renewal)) }
        }
        guard isDue else { return .wait(until: held.base + timing.renewal) }
        return write(number: number, over: version, at: now, end: end)
    }

    private mutating func write(
        isHeld: Bool = true, number: Int, over version: String?, settling: Duration = .zero,
        for wish: LeaseWish? = nil, at now: Duration, end: Duration? = nil
    ) -> Action {
        var calls = used
        if let wish { calls[wish.day, default: 0] += reservation(wish, now) }
        // Days to come were counted by a host whose clock is ahead: they must not crowd out today.
        let today = wish?.day ?? calls.keys.max()
        let lastDays = calls.keys.filter { day in today.map { day <= $0 } ?? true }.sorted().suffix(Self.daysKept)
        let last = max(seen?.record.counter ?? 0, attempts.map(\.record.counter).max() ?? 0)
        serial += 1
        let record = LeaseRecord(
            id: "\(nonce)-\(serial)", isHeld: isHeld, number: number, counter: last + 1,
            length: max(1, Int(timing.length.components.seconds)), owner: owner,
            calls: calls.filter { lastDays.contains($0.key) })
        flight = .write(Attempt(record: record, sentAt: now, settling: settling))
        return .write(
            record, over: version, timeout: end.map { min(timing.requestTimeout, $0 - now) } ?? timing.requestTimeout)
    }

    /// How many calls a write counts at once: more than one only where calls follow one another so fast that a store
    /// which takes one write a second would slow them down. What is left of them is given back with a later write.
    private mutating func reservation(_ wish: LeaseWish, _ now: Duration) -> Int {
        let isQuick = reservedAt.map { now - $0 < .seconds(1) } ?? false
        lastReservation = isQuick ? min(lastReservation * 2, Self.mostReserved) : 1
        reservedAt = now
        let left = wish.most.map { $0 - used[wish.day, default: 0] } ?? .max
        return max(1, min(lastReservation, left))
    }

    private static let mostReserved = 16
    private static let daysKept = 4
}
