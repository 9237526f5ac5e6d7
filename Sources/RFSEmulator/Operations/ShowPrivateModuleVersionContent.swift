import HTTPTypes

/// `GET /v1/private-modules/{module_name}/versions/{module_version}`: a redirect to the package of a version.
struct ShowPrivateModuleVersionContent: Operation {
    let name = "show-private-module-version-content"
    let method = "GET"
    let path = "/v1/private-modules/{module_name}/versions/{module_version}"
    let parameters: [Parameter] = [
        .clientRequestID, .moduleName(in: .path), .moduleVersion(in: .path, required: true), .moduleID(in: .query),
    ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let objectKey = try context.query { state in
            let module = try context.module(arguments, state)
            let version = try context.version(arguments, of: module, state)
            let versions = VersionTable(state: state, module: module.sequence)
            if rules.breaks("location-downloads-package", by: "other"),
                let other = versions.scan(PageScan(ascending: true, count: 2)).first(where: { $0 != version })
            {
                return versions.objectKey(of: other)
            }
            return versions.objectKey(of: version)
        }
        guard let objectKey else { throw Refusal(.internal, "the package is lost") }
        let lifetime = lifetime(rules)
        let shownKey = rules.takesPlace("location-downloads-package") ? objectKey : objectKey + "x"
        var target = context.services.links.target(objectKey: shownKey, expires: context.now + lifetime)
        if rules.breaks("location-downloads-package", by: "cut") { target += "&Cut=1" }
        if rules.breaks("location-expires", by: "once") { target += "&Once=\(context.account.nextIdentifier())" }
        if !rules.takesPlace("location-presigned") { target = String(target.prefix { $0 != "?" }) }
        var answer = context.success(307)
        if rules.takesPlace("location-header") {
            answer.headers[.location] = context.services.objectStoreURL + target
        }
        return answer
    }

    /// How long a link is valid, in milliseconds.
    private func lifetime(_ rules: OperationRules) -> Int64 {
        let minute: Int64 = 60_000
        if rules.breaks("location-expires", by: "never") { return 10_000 * minute }
        if rules.breaks("location-expires", by: "longer") { return 10 * minute }
        if rules.breaks("location-expires", by: "shorter") { return minute }
        if rules.breaks("location-expires", by: "three") { return 3 * minute }
        return LinkSigner.lifetime
    }
}
