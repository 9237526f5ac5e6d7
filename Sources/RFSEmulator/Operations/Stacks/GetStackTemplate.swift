import HTTPTypes

/// `GET …/stacks/{stack_name}/templates`: a redirect to the template of the latest finished deployment.
struct GetStackTemplate: Operation {
    let name = "get-stack-template"
    let method = "GET"
    let path = "/v1/{project_id}/stacks/{stack_name}/templates"
    let parameters: [Parameter] =
        Parameter.ofStack + [
            .stackID(in: .query),
            Parameter(
                "access_control_source_ips", in: .query, .strings, checks: [.addressBlock(rule: "source-ips-cidr")]),
            Parameter(
                "access_control_source_vpc_ids", in: .query, .strings,
                checks: [.characters(rule: "source-vpc-ids-charset", .networkID, .letterDigitHyphen)]),
        ]

    func perform(_ arguments: Arguments, in context: OperationContext) throws -> HTTPAnswer {
        let rules = context.rules
        let deployment = try context.query { state in
            let stack = try context.stack(arguments, state)
            let deployments = DeploymentTable(state: state, stack: stack.sequence)
            let shown = context.shownDeployment(of: stack, state)
            guard let shown else {
                throw rules.signal(
                    "creation-complete-404",
                    rules.signal(
                        "status-404-2",
                        Refusal(.stackWithoutTemplate, "the stack \(stack.name) has no template that was deployed")))
            }
            if rules.takesPlace("template-of-last-deployment") { return shown }
            return deployments.latest(count: 2).last ?? shown
        }
        let lifetime = rules.takesPlace("location-expires") ? LinkSigner.lifetime : 100 * LinkSigner.lifetime
        let access = LinkAccess(
            addresses: arguments.strings("access_control_source_ips"),
            networks: arguments.strings("access_control_source_vpc_ids"))
        let target = context.services.links.target(
            objectKey: deployment.objectKey, expires: context.now + lifetime,
            isRestricted: !access.allowsLoopback && rules.takesPlace("source-restriction-effective"))
        var answer = context.success(307)
        if rules.takesPlace("location-header") {
            answer.headers[.location] = context.services.objectStoreURL + target
        }
        return answer
    }
}

/// From where a link may be used.
///
/// Whoever calls the emulator is taken to come from the loopback address and from no virtual network.
struct LinkAccess: Sendable {
    var addresses: [String]
    var networks: [String]

    /// Whether a caller at 127.0.0.1 may use the link.
    var allowsLoopback: Bool {
        guard networks.isEmpty else { return false }
        return addresses.isEmpty || addresses.contains(where: Self.containsLoopback)
    }

    private static func containsLoopback(_ block: String) -> Bool {
        let parts = block.split(separator: "/")
        guard parts.count == 2, let length = Int(parts[1]), (0...32).contains(length) else { return false }
        let numbers = parts[0].split(separator: ".").compactMap { UInt32($0) }
        guard numbers.count == 4 else { return false }
        let address = numbers.reduce(UInt32(0)) { $0 << 8 | $1 & 0xFF }
        let mask: UInt32 = length == 0 ? 0 : ~0 << UInt32(32 - length)
        return address & mask == 0x7F00_0001 & mask
    }
}
