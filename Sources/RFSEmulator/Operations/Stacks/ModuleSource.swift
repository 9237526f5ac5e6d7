/// The address of a version of a private module, as `module_source` gives it.
struct ModuleSource: Sendable, Hashable {
    var region: String
    var domainID: String
    var name: String
    /// Nil when the newest version is meant.
    var version: String?

    /// Reads `rf://rfs.REGION.myhuaweicloud.com/private/ACCOUNT/NAME?version==NUMBER`; nil for any other text.
    init?(_ text: String) {
        let scheme = "rf://rfs."
        guard text.hasPrefix(scheme) else { return nil }
        let parts = text.dropFirst(scheme.count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 4, path[0].hasSuffix(".myhuaweicloud.com"), path[1] == "private" else { return nil }
        region = String(path[0].dropLast(".myhuaweicloud.com".count))
        domainID = String(path[2])
        name = PercentCoding.decodeText(path[3]) ?? String(path[3])
        guard parts.count == 2 else { return }
        guard parts[1].hasPrefix("version==") else { return nil }
        let number = parts[1].dropFirst("version==".count)
        version = PercentCoding.decodeText(number) ?? String(number)
    }
}

extension OperationContext {
    /// The files of the private module that a call names; nil when it names none of the account.
    func moduleFiles(_ call: ResolvedModule, _ state: Transaction) throws -> TemplateFiles? {
        guard let source = ModuleSource(call.source), source.domainID == account.domainID,
            source.region == region.name, let module = modules(state).find(source.name)
        else { return nil }
        let versions = VersionTable(state: state, module: module.sequence)
        let newest = versions.scan(PageScan(ascending: false, count: 1)).first
        let version = (source.version ?? call.version).map { versions.find($0) } ?? newest
        guard let version else { return nil }
        return try TemplateFiles.unpack(zip: versions.package(of: version))
    }

    /// What a template asks of a stack; a template that cannot be deployed gives the reasons.
    func blueprint(
        _ template: TemplateInput, for content: StackContent, _ state: Transaction
    ) -> Result<Blueprint, DeploymentProblem> {
        let maker = BlueprintMaker(modules: { try moduleFiles($0, state) }, newID: account.nextIdentifier)
        do {
            return .success(
                try maker.blueprint(
                    template.configuration, files: template.files, variables: template.variables, content: content))
        } catch {
            return .failure(error)
        }
    }
}
