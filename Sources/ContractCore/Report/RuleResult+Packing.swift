/// What of a rule's result is at hand without unpacking it.
public struct RuleGist: Sendable, Hashable {
    /// How binding the documentation makes it.
    public var level: Level
    /// What the run found out.
    public var verdict: Verdict
    /// What was decided about a fail.
    public var disposition: Disposition

    /// Whether this rule makes the target not conformant: broken, binding, and excused by nobody.
    public func isUnexcusedFailure(strict: Bool) -> Bool {
        verdict == .fail && disposition == .unexpected && level >= (strict ? .should : .must)
    }
}

extension RuleResult: Packable {
    /// Level, verdict and disposition.
    public var gist: RuleGist { RuleGist(level: level, verdict: verdict, disposition: disposition) }

    /// Writes the result as its `PlannedRule` begins.
    public func pack(into writer: inout PackedWriter) {
        writer.add(id)
        writer.add(text)
        writer.add(optional: source, .source)
        writer.add(optional: section, .section)
        writer.add(contract, .contract)
        writer.add(group, .group)
        writer.add(file, .file)
        writer.add(line)
        writer.add(revision)
        writer.add(all: tags) { $0.add($1, .tag) }
        writer.add(optional: untested, .untested)
    }

    /// Reads a result.
    public init(unpacking reader: inout PackedReader, gist: RuleGist) {
        self.init(
            id: reader.text(), level: gist.level, text: reader.text(), source: reader.optionalText(.source),
            section: reader.optionalText(.section), contract: reader.text(.contract), group: reader.text(.group),
            file: reader.text(.file), line: reader.number(), revision: reader.text(),
            tags: reader.all { $0.text(.tag) }, untested: reader.optionalText(.untested),
            verdict: gist.verdict, disposition: gist.disposition)
    }
}

extension PackedList<RuleResult>.Cursor {
    /// Where the rule at a place belongs, without the rest of it.
    public mutating func home(at place: Int) -> (contract: String, group: String, file: String) {
        read(at: place) { reader in
            _ = reader.textRange()
            _ = reader.textRange()
            _ = reader.optionalText(.source)
            _ = reader.optionalText(.section)
            return (reader.text(.contract), reader.text(.group), reader.text(.file))
        }
    }
}

extension PackedList where Element == RuleResult {
    /// The results of a plan's rules, one verdict for each; what is packed of the rules is shared.
    public init(_ rules: PackedList<PlannedRule>, verdicts: [Verdict]) {
        self.init(
            sharing: rules,
            gists: zip(rules.gists, verdicts).map { RuleGist(level: $0, verdict: $1, disposition: .unexpected) })
    }
}
