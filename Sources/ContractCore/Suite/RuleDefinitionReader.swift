extension RuleDefinition {
    /// Reads the `rules` of a file.
    static func read(_ map: MapReader, into diagnostics: inout Diagnostics) -> [RuleDefinition] {
        guard let node = map["rules"] else { return [] }
        guard let entries = node.entries else {
            diagnostics.error("type", "'rules' must be a map, not \(node.kind)", at: node)
            return []
        }
        let source = map.text("source", into: &diagnostics)
        let section = map.text("section", into: &diagnostics)
        return entries.map {
            RuleDefinition(
                key: $0.key, location: $0.keyLocation, node: withDefaults(map["defaults"], $0.value), source: source,
                section: section)
        }
    }

    /// A rule with the file's defaults under it; keys of a step are only for rules that are one step.
    private static func withDefaults(_ defaults: LocatedNode?, _ node: LocatedNode) -> LocatedNode {
        guard let entries = defaults?.entries, let own = node.entries else { return node }
        if node["untested"] != nil { return node }
        let hasSteps = node["steps"] != nil
        let fitting = entries.filter { entry in
            guard own.place(of: entry.key) == nil else { return false }
            return !hasSteps || !(entry.key == "control" || StepReader.keySet.contains(entry.key))
        }
        return LocatedNode(.map(own + fitting), at: node.location)
    }
}
