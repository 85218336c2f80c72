internal import NIOCore
internal import Synchronization

/// What a ``FakeStore`` does with objects.
extension FakeStore {
    /// Does what is asked for.
    func perform(
        _ request: FakeStoreRequest, _ body: [UInt8], on loop: any EventLoop
    ) -> EventLoopFuture<FakeStoreAnswer> {
        let (habits, mistake) = state.withLock { state in
            state.mostBody = max(state.mostBody, body.count)
            let now = state.habits.now
            return (state.habits, FakeSignature.mistake(in: request, body, now: now, state.habits))
        }
        if let mistake { return loop.makeSucceededFuture(error(mistake.status, mistake.code)) }
        if let refusal = checksumMistake(request, body, habits) { return loop.makeSucceededFuture(refusal) }
        guard request.kind == .putObject, request.headers["if-none-match"] == "*", let racers = habits.racingCreates,
            state.withLock({ $0.objects[request.key] == nil })
        else { return loop.makeSucceededFuture(answer(request, body, isChecked: false)) }
        // All who found nothing there go on together.
        let turn = loop.makePromise(of: Void.self)
        let ready = state.withLock { state in
            state.racing[request.key, default: []].append(turn)
            return state.racing[request.key]?.count ?? 0 >= racers ? state.racing.removeValue(forKey: request.key) : nil
        }
        ready?.forEach { $0.succeed() }
        loop.scheduleTask(in: .seconds(2)) { [self] in
            state.withLock { $0.racing.removeValue(forKey: request.key) }?.forEach { $0.succeed() }
        }
        return turn.futureResult.map { [self] in answer(request, body, isChecked: true) }
    }

    private func checksumMistake(
        _ request: FakeStoreRequest, _ body: [UInt8], _ habits: FakeStoreHabits
    ) -> FakeStoreAnswer? {
        guard request.headers.keys.contains(where: { $0.hasPrefix("x-amz-checksum-") }) else { return nil }
        switch habits.checksums {
        case .notImplemented: return error(501, "NotImplemented")
        case .invalid: return error(400, "InvalidRequest")
        case .taken:
            guard let sum = request.headers["x-amz-checksum-sha256"] else { return nil }
            return sum == FakeSignature.checksum(body) ? nil : error(400, "BadDigest")
        }
    }

    private func answer(_ request: FakeStoreRequest, _ body: [UInt8], isChecked: Bool) -> FakeStoreAnswer {
        state.withLock { state in
            var answer =
                switch request.kind {
                case .headObject, .getObject: Self.read(request, state)
                case .putObject: put(request, body, isChecked: isChecked, &state)
                case .deleteObject: delete(request, &state)
                case .listObjects: listObjects(request, &state)
                case .createUpload, .uploadPart, .completeUpload, .abortUpload, .listUploads:
                    multipart(request, body, &state)
                case .listVersions: listVersions(request, state)
                case .deleteVersion: Self.deleteVersion(request, &state)
                case .other: Self.refusal(404, "NoSuchBucket", state)
                }
            answer.headers.append((name: "date", value: FakeTime.header(state.habits.now)))
            if state.habits.sendsAge { answer.headers.append((name: "age", value: "3600")) }
            return answer
        }
    }

    /// An error document. HEAD is answered without it.
    func error(_ status: Int, _ code: String) -> FakeStoreAnswer {
        let habits = state.withLock { $0.habits }
        return Self.error(status, code, region: habits.region, date: habits.now, sendsAge: habits.sendsAge)
    }

    static func error(_ status: Int, _ code: String, region: String, date: Int?, sendsAge: Bool) -> FakeStoreAnswer {
        let isElsewhere = code == "PermanentRedirect" || code == "AuthorizationHeaderMalformed"
        let text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code><Message>It is \(code).</Message>"
            + (isElsewhere ? "<Region>\(region)</Region>" : "") + "<RequestId>1</RequestId></Error>"
        var headers = [(name: "content-type", value: "application/xml")]
        if code == "PermanentRedirect" { headers.append((name: "x-amz-bucket-region", value: region)) }
        if let date { headers.append((name: "date", value: FakeTime.header(date))) }
        if sendsAge { headers.append((name: "age", value: "3600")) }
        return FakeStoreAnswer(status, headers, Array(text.utf8))
    }

    /// An error within the lock, whose date is added later.
    static func refusal(_ status: Int, _ code: String, _ state: State) -> FakeStoreAnswer {
        error(status, code, region: state.habits.region, date: nil, sendsAge: false)
    }

    private static func read(_ request: FakeStoreRequest, _ state: State) -> FakeStoreAnswer {
        guard let object = state.objects[request.key] else { return refusal(404, "NoSuchKey", state) }
        if let wanted = request.headers["if-match"], wanted != "\"\(object.etag)\"" {
            return refusal(412, "PreconditionFailed", state)
        }
        var headers = object.headers
        headers.append((name: "etag", value: "\"\(object.etag)\""))
        headers.append((name: "last-modified", value: FakeTime.header(object.modified)))
        guard let range = request.headers["range"]?.dropFirst("bytes=".count).split(separator: "-") else {
            headers.append((name: "content-length", value: "\(object.bytes.count)"))
            return FakeStoreAnswer(200, headers, object.bytes)
        }
        let first = range.first.flatMap { Int($0) } ?? 0
        guard first < object.bytes.count else { return refusal(416, "InvalidRange", state) }
        let last = min(range.count == 2 ? Int(range[1]) ?? .max : .max, object.bytes.count - 1)
        headers.append((name: "content-range", value: "bytes \(first)-\(last)/\(object.bytes.count)"))
        return FakeStoreAnswer(206, headers, Array(object.bytes[first...last]))
    }

    private func put(
        _ request: FakeStoreRequest, _ body: [UInt8], isChecked: Bool, _ state: inout State
    ) -> FakeStoreAnswer {
        if let refusal = conditionMistake(request, isChecked || state.habits.ignoresConditions, state) {
            return refusal
        }
        return write(request.key, Self.object(body, Self.kept(request.headers), state.habits), &state)
    }

    /// Whether the condition of a write holds.
    func conditionMistake(_ request: FakeStoreRequest, _ isIgnored: Bool, _ state: State) -> FakeStoreAnswer? {
        let (absent, wanted) = (request.headers["if-none-match"], request.headers["if-match"])
        guard absent != nil || wanted != nil else { return nil }
        if state.habits.refusesConditions { return Self.refusal(501, "NotImplemented", state) }
        if isIgnored { return nil }
        let found = state.objects[request.key]
        if absent != nil { return found == nil ? nil : Self.refusal(412, "PreconditionFailed", state) }
        guard let found else {
            return switch state.habits.ifMatchOnMissing {
            case .notFound: Self.refusal(404, "NoSuchKey", state)
            case .preconditionFailed: Self.refusal(412, "PreconditionFailed", state)
            case .written: nil
            }
        }
        return wanted == "\"\(found.etag)\"" ? nil : Self.refusal(412, "PreconditionFailed", state)
    }

    func write(_ key: String, _ object: Object, _ state: inout State) -> FakeStoreAnswer {
        if let interval = state.habits.writeInterval, let last = state.objects[key]?.writtenAt,
            last.duration(to: .now) < .milliseconds(interval)
        {
            return Self.refusal(429, "TooManyRequests", state)
        }
        Self.keepVersion(of: key, &state)
        state.objects[key] = object
        state.sorted = nil
        return FakeStoreAnswer(200, [(name: "etag", value: "\"\(object.etag)\"")])
    }

    private func delete(_ request: FakeStoreRequest, _ state: inout State) -> FakeStoreAnswer {
        if !state.habits.deleteIgnoresIfMatch, let wanted = request.headers["if-match"] {
            guard let found = state.objects[request.key] else { return Self.refusal(404, "NoSuchKey", state) }
            guard wanted == "\"\(found.etag)\"" else { return Self.refusal(412, "PreconditionFailed", state) }
        }
        Self.keepVersion(of: request.key, &state)
        state.objects[request.key] = nil
        state.sorted = nil
        return FakeStoreAnswer(204)
    }

    static func object(
        _ bytes: [UInt8], _ headers: [(name: String, value: String)], _ habits: FakeStoreHabits
    ) -> Object {
        Object(
            bytes: bytes, etag: FakeSignature.md5(bytes), modified: habits.now, headers: headers,
            writtenAt: .now)
    }

    /// The headers that are kept with an object.
    static func kept(_ headers: [String: String]) -> [(name: String, value: String)] {
        let names = ["content-type", "content-encoding", "x-amz-storage-class"]
        return headers.filter {
            $0.key.hasPrefix("x-amz-meta-") || $0.key.hasPrefix("x-amz-server-side") || names.contains($0.key)
        }
        .map { (name: $0.key, value: $0.value) }
    }
}
