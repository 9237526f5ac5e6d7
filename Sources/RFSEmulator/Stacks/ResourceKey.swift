/// Which resource of a stack is meant: type, name, copy, and the module that declares it.
struct ResourceKey: Sendable, Hashable, Codable {
    var type: String
    var name: String
    /// The number of the copy with `count`, the key with `for_each`; nil otherwise.
    var index: String?
    /// The end of the address that tells the copy, for instance `[0]` or `["x"]`; empty without copies.
    var suffix = ""
    /// The address of the module, for instance `module.network`; empty for the root.
    var module = ""

    /// The address in the stack, for instance `module.network.huaweicloud_vpc.main[0]`.
    var address: String {
        (module.isEmpty ? "" : module + ".") + "\(type).\(name)\(suffix)"
    }
}

/// An argument of a resource as text.
struct ResourceAttribute: Sendable, Hashable, Codable {
    var name: String
    var value: String
    var isSensitive = false
}

/// A resource that a stack manages, or tried to make.
struct StackResource: Sendable, Hashable, Codable {
    var key: ResourceKey
    /// The id that the cloud gave; nil until the resource exists.
    var physicalID: String?
    /// What the stack recorded when it last deployed the resource.
    var attributes: [ResourceAttribute]
    /// What somebody made of the resource behind the back of the stack; nil when nobody did.
    var remote: [ResourceAttribute]?
    var status: ResourceStatus
    var message: String?
    /// The local name of the provider.
    var provider: String
    /// Whether a run that would destroy the resource has to fail.
    var preventsDestruction = false

    /// The name that the cloud shows: the argument `name` where there is one.
    var physicalName: String { attributes.first { $0.name == "name" }?.value ?? key.name }

    /// Whether the resource exists in the cloud.
    var exists: Bool { physicalID != nil }
}

/// An output of a stack.
struct StackOutput: Sendable, Hashable, Codable {
    var name: String
    var description: String?
    var type: String
    var value: String
    var isSensitive: Bool
}

/// What a stack consists of once no run is under way.
struct StackContent: Sendable, Hashable, Codable {
    var resources: [StackResource] = []
    var outputs: [StackOutput] = []
    /// How often the emulator's own resources were created, updated and deleted, by address and action.
    var attempts: [String: Int] = [:]
}
