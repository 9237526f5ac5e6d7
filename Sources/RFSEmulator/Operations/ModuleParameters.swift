/// The parameters that operations on private modules share.
extension Parameter {
    static let clientRequestID = Parameter(
        "Client-Request-Id", in: .header, required: true,
        checks: [
            .length(rule: "client-request-id-length", Bounds(36, 128)),
            .first(rule: "client-request-id-charset", .alphanumeric, .letterDigitHyphen),
            .characters(rule: "client-request-id-charset", .requestID, .letterDigitHyphen),
        ])

    static func moduleName(in place: Place) -> Parameter {
        Parameter(
            "module_name", in: place, required: true,
            checks: [
                .length(rule: "module-name-length", Bounds(1, 128)),
                .first(rule: "module-name-first-character", .nameStart, .name),
                .characters(rule: "module-name-charset", .name, .name),
            ])
    }

    static func moduleID(in place: Place) -> Parameter {
        Parameter("module_id", in: place, checks: [.identifier(rule: "module-id-format", length: Bounds(36, 36))])
    }

    static func moduleVersion(in place: Place, required: Bool) -> Parameter {
        let length = place == .path ? "module-version-path-length" : "module-version-length"
        return Parameter(
            "module_version", in: place, required: required,
            checks: [
                .length(rule: length, Bounds(5, 128)),
                .semanticVersion(rule: "module-version-semver"),
                .versionNumbers(rule: "module-version-uint64"),
            ])
    }

    static func moduleURI(required: Bool) -> Parameter {
        Parameter(
            "module_uri", in: .body, required: required,
            checks: [
                .length(rule: "module-uri-length", Bounds(0, 2048)),
                .packageLink(rule: "module-uri-form"),
            ])
    }

    static let moduleDescription = Parameter(
        "module_description", in: .body, checks: [.length(rule: "module-description-length", Bounds(0, 1024))])

    static let versionDescription = Parameter(
        "version_description", in: .body, checks: [.length(rule: "version-description-length", Bounds(0, 1024))])

    /// The parameters of all lists.
    static let paging = [
        Parameter(
            "sort_key", in: .query, .strings, checks: [.oneOf(rule: "sort-key-enum", ["create_time"])]),
        Parameter(
            "sort_dir", in: .query, .strings, checks: [.oneOf(rule: "sort-dir-enum", ["asc", "desc"])]),
        Parameter("marker", in: .query, checks: [.length(rule: "marker-length", Bounds(1, 512))]),
        Parameter("limit", in: .query, .integer, checks: [.range(rule: "limit-range", Bounds(10, 1000))]),
    ]
}
