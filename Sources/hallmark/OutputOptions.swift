import ArgumentParser
import ContractCore

/// How a command tells what it found: text for people, or JSON for programs.
struct OutputOptions: ParsableArguments {
    @Option(help: "text or json.")
    var format = "text"
    @Flag(name: [.short, .long], help: "Print nothing but the result and errors.")
    var quiet = false

    /// Whether the result is to be JSON.
    func isJSON() throws(Failure) -> Bool {
        try Self.check(format, among: ["text", "json"])
        return format == "json"
    }

    /// A closing remark on standard error.
    func remark(_ text: String) {
        if !quiet { Console.error(text) }
    }

    /// Ends the command when a format is none of those known.
    static func check(_ format: String, among known: [String]) throws(Failure) {
        guard !known.contains(format) else { return }
        throw Failure(
            status: .usage, message: "there is no format '\(format)'",
            hint: "known here: \(known.joined(separator: ", "))")
    }
}

/// A number and a noun, in the plural but for one.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
