/// Reads files of waivers.
public enum WaiverReader {
    static let keys = ["waivers", "entries"]
    static let scopeKeys = ["row", "environment", "target"]
    static let entryKeys = ["id", "rule", "scope", "reason", "owner", "link", "expires"]

    /// Reads one file, and collects every mistake in it.
    public static func read(_ file: SourceFile) -> (waivers: WaiverList?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        do throws(Diagnostic) {
            let node = try YAMLReader.read(file)
            guard node.entries?.first?.key == "waivers" else {
                diagnostics.error(
                    "kind", "this is no list of waivers", at: node.entries?.first?.keyNode ?? node,
                    hint: "begin it with 'waivers: name'")
                return (nil, diagnostics)
            }
            let map = MapReader(node, "a list of waivers", known: keys, into: &diagnostics)
            var list = WaiverList(name: map.text("waivers", into: &diagnostics) ?? "", file: file.name)
            for node in EntryList.read(map["entries"], of: node, into: &diagnostics) {
                guard let waiver = waiver(node, into: &diagnostics) else { continue }
                if list.waivers.contains(where: { $0.id == waiver.id }) {
                    diagnostics.error(
                        "duplicate-entry", "two waivers are called '\(waiver.id)'", at: node["id"] ?? node,
                        hint: "rename one of them")
                }
                list.waivers.append(waiver)
            }
            return (list, diagnostics)
        } catch {
            diagnostics.add(error)
            return (nil, diagnostics)
        }
    }

    private static func waiver(_ node: LocatedNode, into diagnostics: inout Diagnostics) -> Waiver? {
        let map = MapReader(node, "a waiver", known: entryKeys, into: &diagnostics)
        func required(_ key: String) -> String? { map.required(key, "a waiver", into: &diagnostics) }
        let (id, rule, reason) = (required("id"), required("rule"), required("reason"))
        let (owner, expires) = (required("owner"), required("expires"))
        let link = map.text("link", into: &diagnostics)
        var row: String?
        var environment: String?
        var target: String?
        if let node = map["scope"] {
            let scope = MapReader(node, "a scope", known: scopeKeys, into: &diagnostics)
            row = scope.text("row", into: &diagnostics)
            environment = scope.text("environment", into: &diagnostics)
            target = scope.text("target", into: &diagnostics)
        }
        var day: CalendarDate?
        if let expires {
            day = CalendarDate(expires)
            if day == nil {
                diagnostics.error(
                    "date", "'expires' must be a day, not '\(expires)'", at: map["expires"] ?? node,
                    hint: "write for instance 2026-12-31")
            }
        }
        guard let id, let rule, let reason, let owner, let day else { return nil }
        return Waiver(
            id: id, rule: rule, row: row, environment: environment, target: target, reason: reason, owner: owner,
            link: link,
            expires: day, location: map["rule"]?.location ?? node.location)
    }
}
