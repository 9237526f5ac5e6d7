/// The bucket and key of an object as bytes; neither ever touches a file system.
struct ObjectName: Sendable, Hashable {
    var bucket: [UInt8]
    var key: [UInt8]

    init(bucket: [UInt8], key: [UInt8]) {
        self.bucket = bucket
        self.key = key
    }

    /// The name in a path of the form `/bucket/key`; nil when one of the two is missing or an escape is broken.
    init?(path: Substring) {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let bucket = PercentCoding.decode(parts[0]), let key = PercentCoding.decode(parts[1]),
            !bucket.isEmpty, !key.isEmpty
        else { return nil }
        self.bucket = bucket
        self.key = key
    }
}

/// The query parameters that sign a link; any other is ignored.
struct PresignedQuery: Sendable, Equatable {
    var expires: Instant
    var signature: String
    /// Whether the link is for callers at other addresses only.
    var isRestricted: Bool

    /// Nil when one of them is missing, malformed or given twice.
    init?(_ query: Substring?) {
        var values: [Substring: Substring] = [:]
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, ["Expires", "Signature", "Access"].contains(parts[0]) else { continue }
            guard values.updateValue(parts[1], forKey: parts[0]) == nil else { return nil }
        }
        guard let expires = values["Expires"].flatMap({ Int64($0) }), let signature = values["Signature"] else {
            return nil
        }
        self.expires = Instant(milliseconds: expires)
        self.signature = String(signature)
        isRestricted = values["Access"] == "restricted"
    }
}
