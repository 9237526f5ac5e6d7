/// What texts are about that are often the same in one element and in the next.
///
/// Such a text is packed once in a block, and then named by its place for as long as it stays the same.
public enum RepeatedText: Int, Sendable, CaseIterable {
    /// Words of a rule.
    case contract, group, source, section, tag, untested
    /// Files: where an element stands, and those that it names beside that.
    case file, otherFile
    /// Words of a result.
    case rule, reason, code, remark
    /// Words of an exchange.
    case label, method, url, failure, reasonPhrase
    /// Words of a finding.
    case assertion, step, place, expected
}
