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
        let query = delimiter ? ["list-type": "2", "delimiter": "/"] : ["list-type": "2"]
        let start = key.map { ["start-after": settings.location.key($0)] }
        return listing(.listing, of: prefix, query: query, start: start, named: "ListBucketResult") {
            ($0.page, $0.token)
        }
    }

    /// Lists the uploads that are not completed.
    package func uploads(prefix: String = "") -> S3Pages<S3UploadPage> {
        listing(.listingUploads, of: prefix, query: ["uploads": ""], named: "ListMultipartUploadsResult") {
            ($0.uploads, $0.marker("upload-id-marker", from: "NextUploadIdMarker"))
        }
    }

    /// Lists the versions of objects, in a bucket that keeps them: by key, those that say that an object was deleted
    /// included. A store that knows no versions, or takes this for any listing, has none.
    package func versions(prefix: String = "") -> S3Pages<[S3ObjectVersion]> {
        listing(
            .listingVersions, of: prefix, query: ["versions": ""], named: "ListVersionsResult",
            instead: "ListBucketResult"
        ) { ($0.versions, $0.marker("version-id-marker", from: "NextVersionIdMarker")) }
    }

    /// Lists something page by page.
    ///
    /// - Parameters:
    ///   - purpose: what is listed.
    ///   - prefix: what keys begin with.
    ///   - query: what asks for this kind of listing.
    ///   - start: what is added for the first page.
    ///   - name: what the root of the store's document is called.
    ///   - other: what it is called by a store that does not know this kind of listing.
    ///   - read: reads the page, nil if the document lacks something, and where the next one begins.
    /// - Returns: the pages.
    private func listing<Page>(
        _ purpose: StoreRequest.Purpose, of prefix: String, query: [String: String], start: S3Marker? = nil,
        named name: String, instead other: String? = nil,
        _ read: @escaping @Sendable (ListingReader) -> (page: Page?, next: S3Marker?)
    ) -> S3Pages<Page> {
        let wholePrefix = settings.prefix.isEmpty ? prefix : "\(settings.prefix)/\(prefix)"
        let query = query.merging(["encoding-type": "url", "prefix": wholePrefix]) { own, _ in own }
        return S3Pages { [self] marker in
            var request = StoreRequest(.GET, purpose)
            request.query = query.merging(marker ?? start ?? [:]) { own, _ in own }.map { ($0.key, $0.value) }
            request.mayBeUnknown = other != nil
            let (answer, meaning) = try await session.send(request)
            let root = meaning == .unsupported ? other.map { StoreXML($0) } : StoreXML(answer.body)
            guard meaning == .success || meaning == .unsupported, let root, root.name == name || root.name == other
            else {
                // Only the bucket itself can be missing.
                throw unexpected(request, answer: answer, meaning: meaning == .missing ? .bucketMissing : meaning)
            }
            let reader = ListingReader(root, settings.location, answeredAt: answer.date)
            let (page, following) = read(reader)
            let next = root.text("IsTruncated") == "true" ? following : nil
            // A store that gives the same marker again would keep the listing going for ever.
            guard let page, next == nil || next != marker else {
                throw unexpected(request, answer: answer, meaning: .wrong)
            }
            return (page, next)
        }
    }
}

/// Reads pages of listings.
private struct ListingReader {
    private let root: StoreXML
    private let location: S3Location
    private let answeredAt: Int?
    /// Whether the store encodes keys, as it was asked to: not all do.
    private let isEncoded: Bool

    init(_ root: StoreXML, _ location: S3Location, answeredAt: Int?) {
        (self.root, self.location, self.answeredAt) = (root, location, answeredAt)
        isEncoded = root.text("EncodingType") == "url"
    }

    /// The page of objects; nil if the document lacks something.
    var page: S3Page? {
        let objects = items("Contents") { item, key -> S3ListedObject? in
            guard let size = item.text("Size").flatMap({ Int($0) }), let etag = item.text("ETag") else { return nil }
            return S3ListedObject(
                key: key, size: size, etag: ETagText.bare(etag),
                lastModified: item.text("LastModified").flatMap(StoreTime.ofListing))
        }
        guard let objects, let prefixes = items("CommonPrefixes", key: "Prefix", { $1 }) else { return nil }
        return S3Page(objects: objects, commonPrefixes: prefixes, answeredAt: answeredAt)
    }

    /// The page of uploads; nil if the document lacks something.
    var uploads: S3UploadPage? {
        items("Upload") { item, key in
            item.text("UploadId").map {
                S3PendingUpload(key: key, id: $0, initiated: item.text("Initiated").flatMap(StoreTime.ofListing))
            }
        }.map { S3UploadPage(uploads: $0, answeredAt: answeredAt) }
    }

    /// The page of versions; nil if the document lacks something.
    var versions: [S3ObjectVersion]? {
        items("Version", "DeleteMarker") { item, key -> S3ObjectVersion? in
            guard let id = item.text("VersionId"), let latest = item.text("IsLatest") else { return nil }
            return S3ObjectVersion(key: key, id: id, isLatest: latest == "true")
        }
    }

    /// Where a listing of objects goes on.
    var token: S3Marker? { root.text("NextContinuationToken").map { ["continuation-token": $0] } }

    /// Where a listing that has several entries of one key goes on, which an id tells apart.
    func marker(_ name: String, from element: String) -> S3Marker? {
        guard let key = text("NextKeyMarker", in: root) else { return nil }
        var marker = ["key-marker": key]
        marker[name] = root.text(element)
        return marker
    }

    /// What elements say of keys under the prefix; nil if any element lacks something, of whatever key.
    private func items<Item>(
        _ names: String..., key name: String = "Key", _ read: (_ item: StoreXML, _ key: String) -> Item?
    ) -> [Item]? {
        var items: [Item] = []
        for element in names.flatMap(root.all) {
            guard let key = text(name, in: element), let item = read(element, location.relative(key) ?? key) else {
                return nil
            }
            if location.relative(key) != nil { items.append(item) }
        }
        return items
    }

    /// A key or prefix, decoded. In this one place a plus sign is a blank.
    private func text(_ name: String, in element: StoreXML) -> String? {
        guard let text = element.text(name) else { return nil }
        return isEncoded ? PercentEncoding.decoded(text.replacing("+", with: " ")) : text
    }
}
