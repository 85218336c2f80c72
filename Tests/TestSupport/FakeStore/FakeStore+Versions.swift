internal import Synchronization

/// What a ``FakeStore`` does with versions of objects, where it keeps them.
extension FakeStore {
    static func keepVersion(of key: String, _ state: inout State) {
        guard state.habits.keepsVersions, let object = state.objects[key] else { return }
        state.old.append((key, "v=\(state.old.count + 1)/+", object))
    }

    static func deleteVersion(_ request: FakeStoreRequest, _ state: inout State) -> FakeStoreAnswer {
        if state.habits.locksVersions { return refusal(403, "AccessDenied", state) }
        state.old.removeAll { $0.key == request.key && $0.id == request.query["versionId"] }
        return FakeStoreAnswer(204)
    }

    func listVersions(_ request: FakeStoreRequest, _ state: State) -> FakeStoreAnswer {
        let prefix = request.query["prefix"] ?? ""
        let marker = (request.query["key-marker"] ?? "", request.query["version-id-marker"] ?? "")
        let current = state.objects.keys.map { (key: $0, id: "now") }
        let all = (state.old.map { (key: $0.key, id: $0.id) } + current).filter { $0.key.hasPrefix(prefix) }
            .sorted { ($0.key, $0.id) < ($1.key, $1.id) }
        let found = all.filter { ($0.key, $0.id) > marker }
        let page = found.prefix(state.habits.pageSize)
        let items = page.map { version in
            "<Version><Key>\(listed(version.key, state))</Key><VersionId>\(version.id)</VersionId>"
                + "<IsLatest>\(version.id == "now")</IsLatest></Version>"
        }
        let isTruncated = page.count < found.count
        let next =
            isTruncated
            ? page.last.map {
                "<NextKeyMarker>\(listed($0.key, state))</NextKeyMarker><NextVersionIdMarker>\($0.id)</NextVersionIdMarker>"
            } ?? "" : ""
        let encoding = state.habits.ignoresEncodingType ? "" : "<EncodingType>url</EncodingType>"
        return Self.document(
            "<ListVersionsResult>\(encoding)<IsTruncated>\(isTruncated)</IsTruncated>\(next)\(items.joined())"
                + "</ListVersionsResult>")
    }
}
