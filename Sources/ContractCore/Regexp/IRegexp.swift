/// A regular expression of the interoperable kind (RFC 9485), matched in time linear in the text.
///
/// There are no look-arounds, back references, lazy quantifiers or multi-character escapes such as `\d`. `.` is any
/// character but line feed and carriage return. `[^]` is refused: a caret behind `[` always negates.
///
/// Outside a class `^` and `$` hold at the start and the end of the text. The grammar of RFC 9485 has them among the
/// ordinary characters, but its mappings to other dialects (section 5) leave them as they are, and the compliance test
/// suite of RFC 9535 expects anchors. `\^` and `[$]` stand for the characters.
public struct IRegexp: Sendable {
    /// The pattern as it was given.
    public let pattern: String
    private let program: RegexpProgram

    /// The largest count in a quantifier such as `{2,5}`.
    public static let largestCount = 1_000
    /// How deep groups may be nested.
    public static let deepestGroup = 100
    /// How many steps a pattern may have once its counted repetitions are written out.
    public static let mostSteps = 20_000

    /// Reads a pattern; throws when it is no I-Regexp or over one of the bounds.
    public init(_ pattern: String) throws(IRegexpError) {
        self.pattern = pattern
        var parse = RegexpParse(pattern)
        program = try RegexpProgram(of: try parse.wholePattern(), length: parse.scalars.count)
    }

    /// The number of steps of the automaton, a measure of what matching costs for each character.
    var stepCount: Int { program.steps.count }

    /// Whether the whole text is in the language of the pattern.
    public func matches(_ text: String) -> Bool {
        var simulation = RegexpSimulation(program)
        return simulation.run(over: text, anywhere: false)
    }

    /// Whether some part of the text, the empty one included, is in the language of the pattern.
    public func isFound(in text: String) -> Bool {
        var simulation = RegexpSimulation(program)
        return simulation.run(over: text, anywhere: true)
    }
}

extension IRegexp: Hashable {
    /// Compares the patterns.
    public static func == (left: IRegexp, right: IRegexp) -> Bool {
        left.pattern.hasSameScalars(as: right.pattern)
    }

    /// Feeds the pattern.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ScalarText(pattern))
    }
}
