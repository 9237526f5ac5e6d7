extension PlannedRule: Packable {
    /// The level, which lists are filtered and counted by.
    public var gist: Level { level }

    /// Writes the rule; a result of it is packed as the beginning of this.
    public func pack(into writer: inout PackedWriter) {
        writer.add(id)
        writer.add(text)
        writer.add(optional: source, .source)
        writer.add(optional: section, .section)
        writer.add(contract, .contract)
        writer.add(group, .group)
        writer.add(location.file, .file)
        writer.add(location.line)
        writer.add(revision)
        writer.add(all: tags) { $0.add($1, .tag) }
        writer.add(optional: untested, .untested)
        // What a result does not have.
        writer.add(contractFile, .otherFile)
        writer.add(location.column)
    }

    /// Reads a rule.
    public init(unpacking reader: inout PackedReader, gist: Level) {
        let rule = RuleResult(
            unpacking: &reader, gist: RuleGist(level: gist, verdict: .skipped, disposition: .unexpected))
        let contractFile = reader.text(.otherFile)
        self.init(
            id: rule.id, level: gist, text: rule.text, source: rule.source, section: rule.section,
            contract: rule.contract, group: rule.group,
            location: Location(file: rule.file, line: rule.line, column: reader.number()), contractFile: contractFile,
            revision: rule.revision, tags: rule.tags, untested: rule.untested)
    }
}
