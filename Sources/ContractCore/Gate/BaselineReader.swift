/// Reads baseline files.
public enum BaselineReader {
    static let keys = ["baseline", "entries"]
    static let entryKeys = ["rule", "row", "signature", "note"]

    /// Reads one file, and collects every mistake in it.
    public static func read(_ file: SourceFile) -> (baseline: Baseline?, diagnostics: Diagnostics) {
        var diagnostics = Diagnostics()
        do throws(Diagnostic) {
            let node = try YAMLReader.read(file)
            guard node.entries?.first?.key == "baseline" else {
                diagnostics.error(
                    "kind", "this is no baseline", at: node.entries?.first?.keyNode ?? node,
                    hint: "begin it with 'baseline: name'")
                return (nil, diagnostics)
            }
            let map = MapReader(node, "a baseline", known: keys, into: &diagnostics)
            let name = map.text("baseline", into: &diagnostics) ?? ""
            let entries = EntryList.read(map["entries"], of: node, into: &diagnostics)
            var seen: Set<String> = []
            let read = entries.compactMap { node -> Baseline.Entry? in
                guard let entry = entry(node, into: &diagnostics) else { return nil }
                guard seen.insert(entry.caseID).inserted else {
                    diagnostics.error(
                        "duplicate-entry", "the case '\(entry.caseID)' has two entries", at: node,
                        hint: "remove one of them")
                    return nil
                }
                return entry
            }
            return (Baseline(name: name, file: file.name, entries: read), diagnostics)
        } catch {
            diagnostics.add(error)
            return (nil, diagnostics)
        }
    }

    private static func entry(_ node: LocatedNode, into diagnostics: inout Diagnostics) -> Baseline.Entry? {
        let map = MapReader(node, "a baseline entry", known: entryKeys, into: &diagnostics)
        let rule = map.required("rule", "a baseline entry", into: &diagnostics)
        let signature = map.required("signature", "a baseline entry", into: &diagnostics)
        let row = map.text("row", into: &diagnostics)
        let note = map.text("note", into: &diagnostics)
        guard let rule, let signature else { return nil }
        return Baseline.Entry(
            rule: rule, row: row, signature: signature, note: note, location: map["rule"]?.location ?? node.location)
    }
}

/// The list of entries that baselines and waivers have in common.
enum EntryList {
    /// The nodes of the list; a missing list and anything else but a list are reported.
    static func read(_ node: LocatedNode?, of file: LocatedNode, into diagnostics: inout Diagnostics) -> [LocatedNode] {
        guard let node else {
            diagnostics.error(
                "missing-key", "the file has no 'entries'", at: file, hint: "write 'entries: []' for none")
            return []
        }
        guard let elements = node.elements else {
            diagnostics.error("type", "'entries' must be a list, not \(node.kind)", at: node)
            return []
        }
        return elements
    }
}
