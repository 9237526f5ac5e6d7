import GRDB
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
        let objectKey = try context.query { db in
            let module = try context.module(arguments, db)
            let version = try context.version(arguments, of: module, db)
            return try VersionTable(db: db, module: module.sequence).objectKey(of: version)
        }
        guard let objectKey else { throw Refusal(.internal, "the package is lost") }
        let lifetime = rules.takesPlace("location-expires") ? LinkSigner.lifetime : 100 * LinkSigner.lifetime
        let target = context.services.links.target(objectKey: objectKey, expires: context.now + lifetime)
        var answer = context.success(307)
        if rules.takesPlace("location-header") {
            answer.headers[.location] = context.services.objectStoreURL + target
        }
        return answer
    }
}
