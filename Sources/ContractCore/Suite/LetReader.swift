/// Reads `let` maps.
enum LetReader {
    static func read(_ node: LocatedNode?, into diagnostics: inout Diagnostics) -> [(
        name: String, value: ValueTemplate
    )] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.entries else {
            diagnostics.error("type", "'let' must be a map, not \(node.kind)", at: node)
            return []
        }
        var lets: [(name: String, value: ValueTemplate)] = []
        for entry in entries {
            do throws(Diagnostic) {
                lets.append((entry.key, try ValueTemplate(entry.value)))
            } catch {
                diagnostics.add(error)
            }
        }
        return lets
    }
}
