internal import Foundation
internal import Synchronization

/// What a ``FakeStore`` does with uploads in parts, and its listings.
extension FakeStore {
    func multipart(_ request: FakeStoreRequest, _ body: [UInt8], _ state: inout State) -> FakeStoreAnswer {
        if request.kind == .listUploads { return listUploads(request, state) }
        if request.kind == .createUpload {
            let id = "upload=\(state.nextUpload)/+ü"
            state.nextUpload += 1
            let now = state.habits.now
            state.uploads[id] = Upload(key: request.key, headers: Self.kept(request.headers), initiated: now)
            return Self.document(
                "<InitiateMultipartUploadResult><UploadId>\(id)</UploadId></InitiateMultipartUploadResult>")
        }
        let id = request.query["uploadId"] ?? ""
        guard let upload = state.uploads[id], upload.key == request.key else {
            return Self.refusal(404, "NoSuchUpload", state)
        }
        switch request.kind {
        case .uploadPart:
            guard let number = Int(request.query["partNumber"] ?? ""), (1...10_000).contains(number) else {
                return Self.refusal(400, "InvalidArgument", state)
            }
            let part = Self.object(body, [], state.habits)
            state.uploads[id]?.parts[number] = part
            return FakeStoreAnswer(200, [(name: "etag", value: "\"\(part.etag)\"")])
        case .abortUpload:
            state.uploads[id] = nil
            return FakeStoreAnswer(204)
        default:
            return complete(request, id, upload, String(decoding: body, as: UTF8.self), &state)
        }
    }

    private func complete(
        _ request: FakeStoreRequest, _ id: String, _ upload: Upload, _ document: String, _ state: inout State
    ) -> FakeStoreAnswer {
        let isIgnored = state.habits.ignoresConditions || state.habits.completionIgnoresConditions
        if let refusal = conditionMistake(request, isIgnored, state) { return refusal }
        var parts: [Object] = []
        for piece in document.components(separatedBy: "<Part>").dropFirst() {
            guard let number = Self.text("PartNumber", in: piece).flatMap({ Int($0) }),
                let etag = Self.text("ETag", in: piece), let part = upload.parts[number],
                etag.replacingOccurrences(of: "&quot;", with: "") == part.etag
            else { return Self.refusal(400, "InvalidPart", state) }
            parts.append(part)
        }
        guard !parts.isEmpty, parts.dropLast().allSatisfy({ $0.bytes.count >= 5 << 20 }) else {
            return Self.refusal(400, "EntityTooSmall", state)
        }
        var object = Self.object(parts.flatMap(\.bytes), upload.headers, state.habits)
        object.etag = FakeSignature.etag(ofParts: parts.map(\.etag))
        let answer = write(request.key, object, &state)
        guard answer.status == 200 else { return answer }
        state.uploads[id] = nil
        return Self.document(
            "<CompleteMultipartUploadResult><ETag>&quot;\(object.etag)&quot;</ETag></CompleteMultipartUploadResult>")
    }

    /// Forgets an upload, as AWS does after a conflict.
    package func dropUploads(of key: String) {
        state.withLock { state in state.uploads = state.uploads.filter { $0.value.key != key } }
    }

    func listObjects(_ request: FakeStoreRequest, _ state: inout State) -> FakeStoreAnswer {
        let prefix = request.query["prefix"] ?? ""
        let start = request.query["continuation-token"].map { String($0.dropFirst(2)) } ?? request.query["start-after"]
        let most = min(state.habits.pageSize, request.query["max-keys"].flatMap { Int($0) } ?? 1000)
        var (contents, prefixes, last, count) = ("", "", "", 0)
        var isTruncated = false
        let keys = state.sorted ?? state.objects.keys.sorted()
        state.sorted = keys
        for key in keys[Self.place(of: max(start ?? "", prefix), in: keys)...] {
            guard key.hasPrefix(prefix) else { break }
            if key == start { continue }
            let rest = key.dropFirst(prefix.count)
            let folder = request.query["delimiter"].flatMap { _ in rest.firstIndex(of: "/") }.map {
                prefix + String(rest[...$0])
            }
            // A folder has been listed whole once its name has.
            if let folder, folder == last || folder == start { continue }
            if count == most {
                isTruncated = true
                break
            }
            count += 1
            last = folder ?? key
            if let folder {
                prefixes += "<CommonPrefixes><Prefix>\(listed(folder, state))</Prefix></CommonPrefixes>"
            } else if let object = state.objects[key] {
                contents +=
                    "<Contents><Key>\(listed(key, state))</Key><LastModified>\(FakeTime.listing(object.modified))"
                    + "</LastModified><ETag>&quot;\(object.etag)&quot;</ETag><Size>\(object.bytes.count)</Size></Contents>"
            }
        }
        let next = isTruncated ? "<NextContinuationToken>t:\(last)</NextContinuationToken>" : ""
        let encoding = state.habits.ignoresEncodingType ? "" : "<EncodingType>url</EncodingType>"
        return Self.document(
            "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\(encoding)<IsTruncated>\(isTruncated)"
                + "</IsTruncated>\(next)\(contents)\(prefixes)</ListBucketResult>")
    }

    /// The place of the first key that is not before another.
    private static func place(of key: String, in keys: [String]) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func listUploads(_ request: FakeStoreRequest, _ state: State) -> FakeStoreAnswer {
        let prefix = request.query["prefix"] ?? ""
        let marker = (request.query["key-marker"] ?? "", request.query["upload-id-marker"] ?? "")
        let found = state.uploads.filter { $0.value.key.hasPrefix(prefix) && ($0.value.key, $0.key) > marker }
            .sorted { ($0.value.key, $0.key) < ($1.value.key, $1.key) }
        let page = found.prefix(state.habits.pageSize)
        let items = page.map { id, upload in
            "<Upload><Key>\(listed(upload.key, state))</Key><UploadId>\(id)</UploadId>"
                + "<Initiated>\(FakeTime.listing(upload.initiated))</Initiated></Upload>"
        }
        let isTruncated = page.count < found.count
        let next =
            isTruncated
            ? page.last.map {
                "<NextKeyMarker>\(listed($0.value.key, state))</NextKeyMarker>"
                    + "<NextUploadIdMarker>\($0.key)</NextUploadIdMarker>"
            } ?? "" : ""
        let encoding = state.habits.ignoresEncodingType ? "" : "<EncodingType>url</EncodingType>"
        return Self.document(
            "<ListMultipartUploadsResult>\(encoding)<IsTruncated>\(isTruncated)</IsTruncated>\(next)\(items.joined())"
                + "</ListMultipartUploadsResult>")
    }

    /// A key as listings have it.
    func listed(_ key: String, _ state: State) -> String {
        if state.habits.ignoresEncodingType {
            return key.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        }
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*/ ")
        return (key.addingPercentEncoding(withAllowedCharacters: plain) ?? "").replacingOccurrences(of: " ", with: "+")
    }

    static func document(_ text: String) -> FakeStoreAnswer {
        let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(text)"
        return FakeStoreAnswer(200, [(name: "content-type", value: "application/xml")], Array(declared.utf8))
    }

    private static func text(_ name: String, in piece: String) -> String? {
        guard let start = piece.range(of: "<\(name)>")?.upperBound,
            let end = piece[start...].range(of: "</\(name)>")?.lowerBound
        else { return nil }
        return String(piece[start..<end])
    }
}
