/// Turns a template with its variables into a blueprint, module calls included.
///
/// Attributes that the cloud gives (here the ids) are handed in for what exists; what does not exist yet gets its id now
/// and the template is computed again, so that all that refers to it is known.
struct BlueprintMaker {
    /// The deepest nesting of modules.
    static let maximumDepth = 8

    /// Loads the files that a module call names; nil when there are none.
    let modules: (ResolvedModule) throws -> TemplateFiles?
    /// Makes the id of a new resource.
    let newID: () -> String

    /// What a template asks for, given what the stack has.
    func blueprint(
        _ template: TemplateConfiguration, files: TemplateFiles, variables: VariableValues, content: StackContent
    ) throws(DeploymentProblem) -> Blueprint {
        let scope = ModuleScope(configuration: template, files: files, variables: variables, path: "")
        var ids: [String: String] = [:]
        for resource in content.resources {
            if let id = resource.physicalID { ids[resource.key.address] = id }
        }
        let existing = Dictionary(
            content.resources.filter(\.exists).map { ($0.key, $0.attributes) }, uniquingKeysWith: { $1 })
        let first = try resolve(scope, ids, depth: 0)
        for resource in first.resources {
            let isReplaced = existing[resource.key].map {
                OwnResource.needsReplacement(resource.key, from: $0, to: resource.attributes)
            }
            if isReplaced ?? true { ids[resource.key.address] = newID() }
        }
        let unknown = Dictionary(first.resources.map { ($0.key, $0.unknown) }, uniquingKeysWith: { $1 })
        var second = try resolve(scope, ids, depth: 0)
        for index in second.resources.indices {
            second.resources[index].unknown = unknown[second.resources[index].key] ?? [:]
        }
        return second
    }

    private func resolve(
        _ scope: ModuleScope, _ ids: [String: String], depth: Int
    ) throws(DeploymentProblem) -> Blueprint {
        let resolved: ResolvedTemplate
        do {
            resolved = try scope.configuration.resolve(
                variables: scope.variables, deployed: scope.deployed(ids))
        } catch {
            throw DeploymentProblem(messages: ["\(scope.label)\(error)"])
        }
        var blueprint = Blueprint()
        for resource in resolved.resources where resource.mode == .managed {
            blueprint.resources.append(scope.resource(resource, ids))
        }
        blueprint.outputs = resolved.outputs.map { output in
            StackOutput(
                name: output.name, description: output.description, type: output.type, value: output.value.text,
                isSensitive: output.isSensitive)
        }
        for call in resolved.modules {
            guard depth < Self.maximumDepth else {
                throw DeploymentProblem(messages: ["\(scope.label)\(call.address): modules are nested too deep"])
            }
            let inner = try self.scope(of: call, in: scope)
            blueprint.resources += try resolve(inner, ids, depth: depth + 1).resources
        }
        return blueprint
    }

    /// The inside of a module call.
    private func scope(of call: ResolvedModule, in outer: ModuleScope) throws(DeploymentProblem) -> ModuleScope {
        do {
            let inputs = JSONWriter.object { writer in
                for input in call.inputs {
                    writer.name(input.name)
                    writer.literal(input.value.json)
                }
            }
            let variables = try VariableValues.read(tfvars: inputs, file: call.address)
            guard let files = try modules(call) ?? outer.folder(call.source) else {
                throw DeploymentProblem(messages: [
                    "\(outer.label)\(call.address): the module source \(call.source) cannot be loaded"
                ])
            }
            let configuration = try TemplateReader.read(files)
            let path = outer.path.isEmpty ? call.address : "\(outer.path).\(call.address)"
            return ModuleScope(configuration: configuration, files: files, variables: variables, path: path)
        } catch let problem as DeploymentProblem {
            throw problem
        } catch {
            throw DeploymentProblem(messages: ["\(outer.label)\(call.address): \(error)"])
        }
    }
}

/// One module of a template, the root included, while a blueprint is made of it.
private struct ModuleScope {
    let configuration: TemplateConfiguration
    let files: TemplateFiles
    let variables: VariableValues
    /// The address of the module; empty for the root.
    let path: String

    /// What begins messages about this module.
    var label: String { path.isEmpty ? "" : "\(path): " }

    /// What the deployment gave to the resources of this module.
    func deployed(_ ids: [String: String]) -> DeployedAttributes {
        var deployed: DeployedAttributes = [:]
        let prefix = path.isEmpty ? "" : path + "."
        for (address, id) in ids where address.hasPrefix(prefix) {
            deployed[String(address.dropFirst(prefix.count))] = ["id": .string(id)]
        }
        return deployed
    }

    func resource(_ resolved: ResolvedResource, _ ids: [String: String]) -> Blueprint.Resource {
        let key = ResourceKey(
            type: resolved.type, name: resolved.name, index: resolved.key?.text, suffix: resolved.key?.suffix ?? "",
            module: path)
        var unknown: [String: String] = [:]
        for attribute in resolved.attributes {
            if let reason = attribute.value.firstUnknown { unknown[attribute.name] = reason }
        }
        return Blueprint.Resource(
            key: key, physicalID: ids[key.address] ?? "",
            attributes: resolved.attributes.map {
                ResourceAttribute(name: $0.name, value: $0.value.text, isSensitive: $0.isSensitive)
            },
            unknown: unknown, dependencies: resolved.dependsOn, provider: resolved.provider,
            preventsDestruction: resolved.preventsDestruction, isImported: resolved.isImported)
    }

    /// The files of a folder of the same template, for sources such as `./network`.
    func folder(_ source: String) -> TemplateFiles? {
        guard source.hasPrefix("./") else { return nil }
        var prefix = String(source.dropFirst(2))
        if !prefix.hasSuffix("/") { prefix += "/" }
        let inside = files.files.filter { $0.name.hasPrefix(prefix) }
        guard !inside.isEmpty else { return nil }
        return TemplateFiles(
            files: inside.map { TemplateFiles.File(name: String($0.name.dropFirst(prefix.count)), bytes: $0.bytes) })
    }
}

extension TemplateValue {
    /// Why the value, or the first of its parts that is not known, is not known; nil when all is known.
    fileprivate var firstUnknown: String? {
        switch self {
        case .unknown(let reason): "\(reason)"
        case .list(let elements), .set(let elements): elements.lazy.compactMap(\.firstUnknown).first
        case .map(let entries): entries.lazy.compactMap(\.value.firstUnknown).first
        default: nil
        }
    }
}
