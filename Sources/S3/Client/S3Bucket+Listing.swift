internal import ETL
internal import NIOHTTP1

/// Listings.
extension S3Bucket {
    /// Lists objects in the order of their keys, page by page.
    ///
    /// - Parameters:
    ///   - prefix: what their keys begin with.
    ///   - delimiter: whether keys are listed up to their next slash only.
    ///   - key: the key behind which the listing begins.
    /// - Returns: the pages.
    package func pages(prefix: String = "", delimiter: Bool = false, after key: String? = nil) -> S3Pages<S3Page> {
        S3Pages { [self] marker in
            var query = [
                (name: "list-type", value: "2"), (name: "encoding-type", value: "url"),
                (name: "prefix", value: wholePrefix(prefix)),
            ]
            if delimiter { query.append((name: "delimiter", value: "/")) }
            if let marker {
                query.append((name: "continuation-token", value: marker.first))
            } else if let key {
                query.append((name: "start-after", value: settings.location.key(key)))
            }
            let (root, request, answer) = try await document(.listing, query, named: "ListBucketResult")
            let reader = ListingReader(root, settings.location)
            guard let page = reader.page(answeredAt: answer.date) else {
                throw unexpected(request, answer: answer, meaning: .wrong)
            }
            let next = root.text("IsTruncated") == "true" ? root.text("NextContinuationToken") : nil
            return (
                page,
                try next.map { try following(S3Marker(first: $0), marker: marker, request: request, answer: answer) }
            )
        }
    }

    /// Lists the uploads that are not completed.
    package func uploads(prefix: String = "") -> S3Pages<S3UploadPage> {
        S3Pages { [self] marker in
            var query = [
                (name: "uploads", value: ""), (name: "encoding-type", value: "url"),
                (name: "prefix", value: wholePrefix(prefix)),
            ]
            if let marker {
                query.append((name: "key-marker", value: marker.first))
                if let id = marker.second { query.append((name: "upload-id-marker", value: id)) }
            }
            let (root, request, answer) = try await document(
                .listingUploads, query, named: "ListMultipartUploadsResult")
            let reader = ListingReader(root, settings.location)
            guard let page = reader.uploads(answeredAt: answer.date) else {
                throw unexpected(request, answer: answer, meaning: .wrong)
            }
            guard root.text("IsTruncated") == "true", let key = reader.text("NextKeyMarker", in: root) else {
                return (page, nil)
            }
            let next = S3Marker(first: key, second: root.text("NextUploadIdMarker"))
            return (page, try following(next, marker: marker, request: request, answer: answer))
        }
    }

    /// Lists the versions of objects, in a bucket that keeps them. A store that knows no versions, or takes this for any
    /// listing, has none.
    package func versions(prefix: String = "") -> S3Pages<S3VersionPage> {
        S3Pages { [self] marker in
            var query = [
                (name: "versions", value: ""), (name: "encoding-type", value: "url"),
                (name: "prefix", value: wholePrefix(prefix)),
            ]
            if let marker {
                query.append((name: "key-marker", value: marker.first))
                if let id = marker.second { query.append((name: "version-id-marker", value: id)) }
            }
            let (root, request, answer) = try await document(
                .listingVersions, query, named: "ListVersionsResult", instead: "ListBucketResult")
            let reader = ListingReader(root, settings.location)
            guard let page = reader.versions() else { throw unexpected(request, answer: answer, meaning: .wrong) }
            guard root.text("IsTruncated") == "true", let key = reader.text("NextKeyMarker", in: root) else {
                return (page, nil)
            }
            let next = S3Marker(first: key, second: root.text("NextVersionIdMarker"))
            return (page, try following(next, marker: marker, request: request, answer: answer))
        }
    }

    private func wholePrefix(_ prefix: String) -> String {
        settings.prefix.isEmpty ? prefix : "\(settings.prefix)/\(prefix)"
    }

    /// A marker that leads on: a store that gives the same one again would keep the listing going for ever.
    private func following(
        _ next: S3Marker, marker: S3Marker?, request: StoreRequest, answer: StoreAnswer
    ) throws -> S3Marker {
        guard next != marker else { throw unexpected(request, answer: answer, meaning: .wrong) }
        return next
    }

    private func document(
        _ purpose: StoreRequest.Purpose, _ query: [(name: String, value: String)], named name: String,
        instead other: String? = nil
    ) async throws -> (StoreXML, StoreRequest, StoreAnswer) {
        var request = StoreRequest(.GET, purpose)
        request.query = query
        let (answer, meaning) = try await session.send(request)
        if let other, meaning == .unsupported { return (StoreXML(other), request, answer) }
        guard meaning == .success, let root = StoreXML(answer.body), root.name == name || root.name == other else {
            // Only the bucket itself can be missing.
            throw unexpected(request, answer: answer, meaning: meaning == .missing ? .bucketMissing : meaning)
        }
        return (root, request, answer)
    }
}

/// Reads pages of listings.
private struct ListingReader {
    private let root: StoreXML
    private let location: S3Location
    /// Whether the store encodes keys, as it was asked to: not all do.
    private let isEncoded: Bool

    init(_ root: StoreXML, _ location: S3Location) {
        (self.root, self.location) = (root, location)
        isEncoded = root.text("EncodingType") == "url"
    }

    /// The page of objects; nil if the document lacks something.
    func page(answeredAt: Int?) -> S3Page? {
        var page = S3Page(answeredAt: answeredAt)
        for item in root.all("Contents") {
            guard let key = text("Key", in: item), let size = item.text("Size").flatMap({ Int($0) }),
                let etag = item.text("ETag")
            else { return nil }
            guard let relative = location.relative(key) else { continue }
            page.objects.append(
                S3ListedObject(
                    key: relative, size: size, etag: ETagText.bare(etag),
                    lastModified: item.text("LastModified").flatMap(StoreTime.ofListing)))
        }
        for item in root.all("CommonPrefixes") {
            guard let prefix = text("Prefix", in: item) else { return nil }
            if let relative = location.relative(prefix) { page.commonPrefixes.append(relative) }
        }
        return page
    }

    /// The page of uploads; nil if the document lacks something.
    func uploads(answeredAt: Int?) -> S3UploadPage? {
        var page = S3UploadPage(answeredAt: answeredAt)
        for item in root.all("Upload") {
            guard let key = text("Key", in: item), let id = item.text("UploadId") else { return nil }
            guard let relative = location.relative(key) else { continue }
            page.uploads.append(
                S3PendingUpload(key: relative, id: id, initiated: item.text("Initiated").flatMap(StoreTime.ofListing)))
        }
        return page
    }

    /// The page of versions; nil if the document lacks something.
    func versions() -> S3VersionPage? {
        var page = S3VersionPage()
        for item in root.all("Version") + root.all("DeleteMarker") {
            guard let key = text("Key", in: item), let id = item.text("VersionId"), let latest = item.text("IsLatest")
            else { return nil }
            guard let relative = location.relative(key) else { continue }
            page.versions.append(S3ObjectVersion(key: relative, id: id, isLatest: latest == "true"))
        }
        return page
    }

    /// A key or prefix, decoded. In this one place a plus sign is a blank.
    func text(_ name: String, in element: StoreXML) -> String? {
        guard let text = element.text(name) else { return nil }
        return isEncoded ? PercentEncoding.decoded(text.replacing("+", with: " ")) : text
    }
}
