import ArgumentParser
import ContractCore
import ContractHistory
import Foundation

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "history", abstract: "List the runs that were kept.")

    @Option(help: "The SQLite file that keeps every run.")
    var history = HistoryOptions.file
    @Option(help: "How many runs to list, newest first.")
    var limit = 20
    @Option(help: "Only runs against this target.")
    var target: String?
    @Option(help: "text or json.")
    var format = "text"
    @Option(help: ArgumentHelp("Forget all but so many runs.", valueName: "n"))
    var keep: Int?

    func run() throws {
        guard ["text", "json"].contains(format) else {
            throw Failure(status: .usage, message: "there is no format '\(format)'", hint: "known here: text, json")
        }
        guard limit > 0, keep.map({ $0 > 0 }) ?? true else {
            throw Failure(status: .usage, message: "--limit and --keep take a number from 1")
        }
        let store = try HistoryOptions.open(history)
        if let keep {
            let removed = try HistoryOptions.reading { () throws(HistoryError) in try store.keep(newest: keep) }
            Console.error("\(removed) \(removed == 1 ? "run" : "runs") forgotten")
        }
        let entries = try HistoryOptions.reading { () throws(HistoryError) in
            try store.runs(limit: limit, target: target)
        }
        if format == "json" {
            Console.output(JSONWriter.text(of: .array(entries.map(Self.json)), layout: .pretty()))
        } else {
            Console.output(Self.table(entries), terminator: "")
        }
        if entries.isEmpty { throw ExitStatus.nothingSelected.code }
    }

    static func json(_ entry: HistoryEntry) -> JSONValue {
        var object: JSONObject = [
            "number": .number(JSONNumber(entry.number)), "run": .string(entry.run.id),
            "started_at": .string(entry.run.startedAt),
            "target": .string(entry.run.target), "environment": .string(entry.run.environment),
            "conformance": .string(entry.conformance.rawValue), "held": .number(JSONNumber(entry.held)),
            "decided": .number(JSONNumber(entry.decided)), "suite_digest": .string(entry.run.suiteDigest),
            "milliseconds": .number(JSONNumber(Int(min(max(entry.run.seconds, 0), 1e9) * 1000))),
        ]
        if let selection = entry.run.selection { object.append("selection", .string(selection)) }
        return .object(object)
    }

    /// One line a run, newest first, in columns.
    static func table(_ entries: [HistoryEntry]) -> String {
        let rows =
            [["#", "began", "verdict", "hold", "took", "run", "contracts", "target"]]
            + entries.map { entry in
                [
                    "\(entry.number)", String(entry.run.startedAt.prefix(19)).replacing("T", with: " "),
                    entry.conformance.rawValue,
                    "\(entry.held)/\(entry.decided)", "\(Int(min(max(entry.run.seconds, 0), 1e9).rounded(.up))) s",
                    entry.run.id,
                    String(entry.run.suiteDigest.prefix(8)),
                    [entry.run.target, entry.run.selection.map { "(\($0))" }].compactMap(\.self).joined(separator: " "),
                ]
            }
        let widths = (0..<7).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return (cells + [row[7]]).joined(separator: "  ") + "\n"
        }.joined()
    }
}
