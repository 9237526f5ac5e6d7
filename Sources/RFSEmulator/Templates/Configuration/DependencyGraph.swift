/// Who refers to whom; puts everything behind what it needs and refuses circles.
struct DependencyGraph {
    private struct Node {
        var step: ComputationStep
        var address: String
        var place: SourcePlace
        var needs: [Int] = []
        /// Whether others depend on the node itself; a local only passes on what it depends on.
        var isResource: Bool
    }

    private var nodes: [Node] = []
    private var indices: [String: Int] = [:]
    private var needs: [[ReferenceCollector.Reference]] = []

    /// The configuration with its order and with the dependencies of its resources.
    static func order(
        _ configuration: TemplateConfiguration, limits: TemplateLimits
    ) throws(TemplateProblem) -> TemplateConfiguration {
        var configuration = configuration
        var graph = DependencyGraph()
        try graph.addNodes(configuration)
        let declared = ReferenceCheck(configuration)
        for (index, references) in graph.needs.enumerated() {
            var seen: Set<Int> = []
            for reference in references {
                try declared.require(reference, in: configuration)
                if let target = graph.indices[reference.address], seen.insert(target).inserted {
                    graph.nodes[index].needs.append(target)
                }
            }
        }
        let sorted = try graph.sorted(configuration)
        configuration.order = sorted.map { graph.nodes[$0].step }
        try graph.spread(sorted, into: &configuration, limits: limits)
        return configuration
    }

    private mutating func addNodes(_ configuration: TemplateConfiguration) throws(TemplateProblem) {
        for (index, resource) in configuration.data.enumerated() {
            try add(.data(index), resource, configuration)
        }
        for (index, resource) in configuration.resources.enumerated() {
            try add(.resource(index), resource, configuration)
        }
        for (index, module) in configuration.modules.enumerated() {
            var collector = ReferenceCollector(configuration: configuration, scope: [])
            try collector.collect(Body(attributes: module.inputs))
            add(.module(index), module.address, module.place, collector.references, isResource: true)
        }
        for (index, local) in configuration.locals.enumerated() {
            var collector = ReferenceCollector(configuration: configuration, scope: [])
            try collector.collect(local.value)
            add(.local(index), local.address, local.place, collector.references, isResource: false)
        }
    }

    private mutating func add(
        _ step: ComputationStep, _ resource: ResourceDeclaration, _ configuration: TemplateConfiguration
    ) throws(TemplateProblem) {
        var outer = ReferenceCollector(configuration: configuration, scope: [])
        if let count = resource.count { try outer.collect(count) }
        if let forEach = resource.forEach { try outer.collect(forEach) }
        var inner = ReferenceCollector(
            configuration: configuration,
            scope: resource.count != nil ? .count : resource.forEach != nil ? .each : [])
        try inner.collect(resource.body)
        let stated = resource.dependsOn.map { ReferenceCollector.Reference(address: $0, place: resource.place) }
        add(step, resource.address, resource.place, stated + outer.references + inner.references, isResource: true)
    }

    private mutating func add(
        _ step: ComputationStep, _ address: String, _ place: SourcePlace,
        _ references: [ReferenceCollector.Reference], isResource: Bool
    ) {
        indices[address] = nodes.count
        nodes.append(Node(step: step, address: address, place: place, isResource: isResource))
        needs.append(references)
    }

    /// All nodes, each behind those that it needs; depth first without recursion.
    private func sorted(_ configuration: TemplateConfiguration) throws(TemplateProblem) -> [Int] {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: nodes.count)
        var sorted: [Int] = []
        for root in nodes.indices where marks[root] == .new {
            var path = [(node: root, next: 0)]
            marks[root] = .open
            while let (node, next) = path.last {
                guard next < nodes[node].needs.count else {
                    marks[node] = .done
                    sorted.append(node)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = nodes[node].needs[next]
                switch marks[target] {
                case .done: continue
                case .new:
                    marks[target] = .open
                    path.append((target, 0))
                case .open: throw circle(path.map(\.node), back: target, configuration)
                }
            }
        }
        return sorted
    }

    private func circle(_ path: [Int], back target: Int, _ configuration: TemplateConfiguration) -> TemplateProblem {
        let members = (path.drop { $0 != target } + [target]).map { nodes[$0].address }
        let shown = members.count > 8 ? members.prefix(4) + ["..."] + members.suffix(3) : members[...]
        return configuration.problem(
            .reference, "references form a circle: \(shown.joined(separator: " -> "))", at: nodes[target].place)
    }

    /// Writes the dependencies into the resources; locals pass on what they depend on.
    private func spread(
        _ sorted: [Int], into configuration: inout TemplateConfiguration, limits: TemplateLimits
    ) throws(TemplateProblem) {
        var reached = [[Int]](repeating: [], count: nodes.count)
        var work = 0
        for node in sorted {
            var found: [Int] = []
            var seen: Set<Int> = []
            for target in nodes[node].needs {
                if nodes[node].needs.count == 1, !nodes[target].isResource {
                    found = reached[target]
                    continue
                }
                let targets = nodes[target].isResource ? [target] : reached[target]
                work += targets.count
                guard work <= limits.values else {
                    throw configuration.problem(
                        .size, "the template has more dependencies than are computed", at: nodes[node].place)
                }
                found += targets.filter { seen.insert($0).inserted }
            }
            reached[node] = found
            let addresses = found.map { nodes[$0].address }
            switch nodes[node].step {
            case .resource(let index): configuration.resources[index].dependsOn = addresses
            case .data(let index): configuration.data[index].dependsOn = addresses
            case .local, .module: continue
            }
        }
    }
}
