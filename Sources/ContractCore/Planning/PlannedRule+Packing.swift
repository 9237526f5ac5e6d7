extension PlannedRule: Packable {
    /// The level, which lists are filtered and counted by.
    public var gist: Level { level }

    /// Writes the rule; a result of it is packed as the beginning of this.
    public func pack(into writer: inout PackedWriter) {
        result(.skipped).pack(into: &writer)
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
