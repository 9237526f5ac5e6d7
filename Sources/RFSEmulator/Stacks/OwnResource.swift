/// The resource types that the emulator itself provides, beside those that it only simulates.
///
/// - `rfs_emulator_resource` takes any argument and succeeds. A change of its argument `force_new` replaces it.
/// - `rfs_emulator_fault` fails on purpose: `fail_on` is `create`, `update` or `delete`; `after` is the number of such
///   actions that succeed first (0 unless given); `times` is the number of failures after which they succeed again
///   (without end unless given).
///
/// Every other type, such as `huaweicloud_vpc`, is simulated as success.
enum OwnResource {
    static let fault = "rfs_emulator_fault"
    static let prefix = "rfs_emulator_"

    /// What is done to a resource.
    enum Action: String, Sendable {
        case create, update, delete
    }

    /// The name under which the actions on a resource are counted.
    static func counter(_ key: ResourceKey, _ action: Action) -> String { "\(key.address) \(action.rawValue)" }

    /// Why an action fails; nil when it succeeds.
    ///
    /// - Parameter earlier: how often the action was carried out on the resource before.
    static func failure(
        _ action: Action, on key: ResourceKey, _ attributes: [ResourceAttribute], earlier: Int
    ) -> String? {
        guard key.type == fault else { return nil }
        func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
        guard let wanted = value("fail_on"), !wanted.isEmpty else { return nil }
        guard let failing = Action(rawValue: wanted) else {
            return "fail_on of \(key.address) is \(wanted), not create, update or delete"
        }
        guard failing == action else { return nil }
        let after = value("after").flatMap { Int($0) } ?? 0
        let times = value("times").flatMap { Int($0) } ?? .max
        guard earlier >= after, earlier - after < times else { return nil }
        return "\(key.address) is made to fail on \(wanted)"
    }

    /// Whether going from one set of arguments to another takes a new resource.
    static func needsReplacement(
        _ key: ResourceKey, from old: [ResourceAttribute], to new: [ResourceAttribute]
    ) -> Bool {
        guard key.type.hasPrefix(prefix) else { return false }
        return old.first { $0.name == "force_new" }?.value != new.first { $0.name == "force_new" }?.value
    }
}
