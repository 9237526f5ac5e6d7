/// Reads profile files.
public enum ProfileReader {
    static let keys = ["profile", "version", "title", "digest", "rules"]

    /// Reads one file, and collects every mistake in it but those that need the suite or a digest.
    public static func read(_ file: SourceFile) -> (profile: Profile?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        do throws(Diagnostic) {
            let node = try YAMLReader.read(file)
            guard node.entries?.first?.key == "profile" else {
                diagnostics.error(
                    "kind", "this is no profile", at: node.entries?.first?.keyNode ?? node,
                    hint: "begin it with 'profile: name'")
                return (nil, diagnostics)
            }
            return (profile(node, into: &diagnostics), diagnostics)
        } catch {
            diagnostics.add(error)
            return (nil, diagnostics)
        }
    }

    private static func profile(_ node: LocatedNode, into diagnostics: inout Diagnostics) -> Profile? {
        let map = MapReader(node, "a profile", known: keys, into: &diagnostics)
        let name = map.text("profile", into: &diagnostics)
        let version = map.required("version", "a profile", into: &diagnostics)
        let digest = map.required("digest", "a profile", into: &diagnostics)
        let title = map.text("title", into: &diagnostics) ?? ""
        guard let list = map["rules"]?.elements, !list.isEmpty else {
            diagnostics.error("missing-key", "a profile needs 'rules', a list of identifiers", at: map["rules"] ?? node)
            return nil
        }
        var seen: Set<String> = []
        var rules: [Profile.Rule] = []
        for element in list {
            guard let id = element.text, !element.isNull else {
                diagnostics.error("type", "a rule must be an identifier, not \(element.kind)", at: element)
                continue
            }
            guard seen.insert(id).inserted else {
                diagnostics.error(
                    "duplicate-rule", "the rule '\(id)' stands twice", at: element, hint: "remove one of them")
                continue
            }
            rules.append(Profile.Rule(id: id, location: element.location))
        }
        guard let name, let version, let digest else { return nil }
        return Profile(
            name: name, version: version, title: title, digest: digest,
            digestLocation: map["digest"]?.location ?? node.location, rules: rules)
    }
}
