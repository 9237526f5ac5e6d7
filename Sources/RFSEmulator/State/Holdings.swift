/// All that belongs to one account.
struct Holdings: Sendable {
    /// The modules by region.
    var modules: [String: Catalog<ModuleRow>] = [:]
    /// The versions by the sequence of their module; every module has an entry.
    var versions: [Int64: Catalog<VersionRecord>] = [:]
    /// The stacks by region.
    var stacks: [String: Catalog<StackRow>] = [:]
    /// What belongs to stacks, by the sequence of the stack; every stack has an entry.
    var parts: [Int64: StackParts] = [:]

    /// The content of the package or the template that has an object key, and when it was stored.
    func content(of objectKey: String) -> (content: [UInt8], created: Instant)? {
        for catalog in versions.values {
            if let version = catalog.entries.first(where: { $0.objectKey == objectKey }) {
                return (version.package, version.row.created)
            }
        }
        for parts in parts.values {
            if let deployment = parts.deployments.first(where: { $0.source?.objectKey == objectKey }) {
                return (deployment.template, deployment.created)
            }
        }
        return nil
    }
}

/// A version with its package.
struct VersionRecord: Named {
    var row: VersionRow
    var package: [UInt8]
    var objectKey: String

    var name: String { row.number }
    var key: PageKey { row.key }
}

/// What a stack consists of, and what was done to it and is planned.
struct StackParts: Sendable {
    /// What the stack consisted of before its last run.
    var base = StackContent()
    /// The last run; nil when there was none, or when what it left was changed by hand.
    var run: Run?
    var deployments: [DeploymentRecord] = []
    var events = Ordered<EventRow>()
    var plans = Catalog<PlanRecord>()
}

/// One deployment or rollback.
struct DeploymentRecord: Sendable {
    var sequence: Int64
    var id: String
    var created: Instant
    /// What is deployed; nil for a rollback, which has no template of its own.
    var source: DeploymentRow?
    var template: [UInt8] = []
}

/// A plan with what it would do.
struct PlanRecord: Named {
    var row: PlanRow
    var draft: PlanDraft

    var name: String { row.name }
    var key: PageKey { row.key }
}
