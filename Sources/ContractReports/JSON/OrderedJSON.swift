/// Writes values as JSON with the members in the order in which their types declare them.
///
/// Foundation's encoder sorts members or leaves them in no order; here a report begins with what it is. The text is the
/// same on every machine. Characters that a terminal would act on are written as escapes, which changes no value.
enum OrderedJSON {
    /// A value as indented JSON; what has no members inside and is short stands on one line.
    static func text(_ value: some Encodable) throws -> String {
        var text = ""
        try write(value, to: &text)
        return text
    }

    /// Writes what `text` gives, part by part while the value is walked through, so that the whole is never in memory.
    ///
    /// What was written before an error stays, and is no JSON by itself.
    static func write<Output: TextOutputStream>(_ value: some Encodable, to output: inout Output) throws {
        // Encoders hold on to what they write to, which an `inout` cannot be held by.
        let destination = Destination(output)
        defer { output = destination.output }
        let writer = JSONTextWriter { destination.output.write($0) }
        try writer.writeAll(value)
    }

    private final class Destination<Output: TextOutputStream> {
        var output: Output

        init(_ output: Output) {
            self.output = output
        }
    }

    /// A string literal that reads back as the same text.
    static func literal(_ text: String) -> String {
        var bytes: [UInt8] = []
        JSONLiteral.append(text: text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
