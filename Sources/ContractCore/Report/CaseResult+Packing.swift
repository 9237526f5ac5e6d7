/// What of a case's result is at hand without unpacking it.
public struct CaseGist: Sendable, Hashable {
    /// What the case found out.
    public var verdict: Verdict
    /// What was decided about a fail.
    public var disposition: Disposition
    /// Whether something is worth saying about a pass.
    public var hasRemarks: Bool
    /// Whether the case was tried again.
    public var isRepeated: Bool
    /// Whether tries of the very same case found out different things.
    public var isFlaky: Bool
}

extension CaseResult: Packable {
    /// Verdict, disposition, and whether there are remarks and earlier tries.
    public var gist: CaseGist {
        CaseGist(
            verdict: verdict, disposition: disposition, hasRemarks: !remarks.isEmpty, isRepeated: attempts != nil,
            isFlaky: isFlaky)
    }

    /// Writes the result, what every report asks for first.
    public func pack(into writer: inout PackedWriter) {
        writer.add(rule)
        writer.add(start)
        writer.add(seconds)
        writer.add(optional: row)
        writer.add(optional: reason, .reason)
        writer.add(optional: code, .code)
        writer.add(all: remarks) { $0.add($1, .remark) }
        writer.add(observations)
        writer.add(all: findings) { $1.pack(into: &$0) }
        writer.add(all: exchanges) { $1.pack(into: &$0) }
        writer.add(file, .file)
        writer.add(line)
        writer.add(optional: attempts) { $0.add(all: $1) { $1.pack(into: &$0) } }
    }

    /// Reads a result.
    public init(unpacking reader: inout PackedReader, gist: CaseGist) {
        let rule = reader.text()
        let (start, seconds) = (reader.double(), reader.double())
        self.init(
            rule: rule, row: reader.optionalText(), verdict: gist.verdict, disposition: gist.disposition,
            reason: reader.optionalText(.reason), code: reader.optionalText(.code),
            remarks: reader.all { $0.text(.remark) }, observations: reader.number(),
            findings: reader.all { Finding(unpacking: &$0) }, exchanges: reader.all { ExchangeRecord(unpacking: &$0) },
            file: reader.text(.file), line: reader.number(), start: start, seconds: seconds,
            attempts: reader.optional { $0.all { Attempt(unpacking: &$0) } })
    }
}

extension PackedList<CaseResult>.Cursor {
    /// When the case at a place began, in seconds from the start of the run, and how long it took.
    public mutating func times(at place: Int) -> (start: Double, seconds: Double) {
        read(at: place) { reader in
            _ = reader.textRange()
            return (reader.double(), reader.double())
        }
    }
}

extension Finding {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(outcome)
        writer.add(assertion, .assertion)
        writer.add(step, .step)
        writer.add(place, .place)
        writer.add(expected, .expected)
        writer.add(actual)
        writer.add(file, .file)
        writer.add(line)
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(
            outcome: reader.word(), assertion: reader.text(.assertion), step: reader.text(.step),
            place: reader.text(.place), expected: reader.text(.expected), actual: reader.text(),
            file: reader.text(.file), line: reader.number())
    }
}

extension Attempt {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(verdict)
        writer.add(optional: reason, .reason)
        writer.add(optional: code, .code)
        writer.add(seconds)
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(
            verdict: reader.word(), reason: reader.optionalText(.reason), code: reader.optionalText(.code),
            seconds: reader.double())
    }
}
