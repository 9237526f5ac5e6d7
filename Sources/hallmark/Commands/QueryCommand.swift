import ArgumentParser
import ContractCore
import Foundation

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Print the nodes that a JSONPath selects, a line of JSON each.",
        discussion: """
            JSONPath is that of RFC 9535. A line holds the normalised path and the value:
              {"path":"$['modules'][0]","value":{"module_name":"a"}}
            Numbers keep their text and objects the order of their members. In an object that repeats a name, the name
            selects the first of them, and * all. A path that begins with '-' stands behind '--'.
            """)

    /// The largest text that is read, in bytes.
    private static let sizeLimit = 64 << 20
    /// The work that a query may do: the nodes of the largest text many times over.
    private static let workLimit = 1_000_000_000

    @Argument(help: ArgumentHelp("The path, for instance '$.modules[*].module_id'.", valueName: "jsonpath"))
    var path: String
    @Argument(help: "A file of JSON (default: standard input).")
    var file: String?

    func run() throws {
        let path = try compiled()
        let bytes = if let file { try FileReading.bytes(file, limit: Self.sizeLimit) } else { try Self.standardInput() }
        let nodes: [JSONPath.Node]
        do {
            nodes = try path.select(from: try document(bytes).value, limit: Self.workLimit)
        } catch let error as JSONPathLimitError {
            throw Failure(status: .undecided, message: error.description)
        }
        var lines: [UInt8] = []
        for node in nodes {
            Self.append(
                JSONWriter.bytes(of: .object(["path": .string(node.path.description), "value": node.value])), to: &lines
            )
            lines.append(0x0A)
        }
        Console.output(bytes: lines)
    }

    /// Appends a JSON text with what some readers take for the end of a line, and terminals for a command, as escapes.
    ///
    /// These are U+007F to U+009F, U+2028 and U+2029; they stand in strings only, so an escape means the same.
    private static func append(_ json: [UInt8], to lines: inout [UInt8]) {
        var rest = json[...]
        while let byte = rest.popFirst() {
            switch (byte, rest.first) {
            case (0x7F, _): lines += "\\u007f".utf8
            case (0xC2, let next?) where (0x80...0x9F).contains(next):
                lines += "\\u00\(String(next, radix: 16))".utf8
                rest.removeFirst()
            case (0xE2, 0x80?) where rest.dropFirst().first == 0xA8 || rest.dropFirst().first == 0xA9:
                lines += rest.dropFirst().first == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
                rest.removeFirst(2)
            default: lines.append(byte)
            }
        }
    }

    private func compiled() throws -> JSONPath {
        do throws(JSONPathError) {
            return try JSONPath(path)
        } catch {
            let before = path.unicodeScalars.prefix(error.offset)
            let lineStart =
                before.lastIndex { $0 == "\n" || $0 == "\r" }.map { before.index(after: $0) } ?? before.startIndex
            let line = 1 + before.count { $0 == "\n" }
            let place = Location(file: "JSONPath", line: line, column: before[lineStart...].count + 1)
            throw Self.refused(
                Diagnostic("path-\(error.kind.rawValue)", error.message, at: place),
                in: SourceFile(name: "JSONPath", text: path))
        }
    }

    private func document(_ bytes: [UInt8]) throws -> JSONDocument {
        let limits = JSONReader.Limits(depth: JSONReader.Limits.deepest, bytes: Self.sizeLimit)
        do throws(JSONReadError) {
            return try JSONReader.read(bytes, limits: limits)
        } catch {
            let name = file ?? "standard input"
            let place = Location(file: name, line: error.line, column: error.column)
            let text = String(decoding: bytes, as: UTF8.self)
            throw Self.refused(
                Diagnostic("json-\(error.kind.rawValue)", error.message, at: place),
                in: SourceFile(name: name, text: text))
        }
    }

    /// Shows the place of a mistake, and ends the command.
    private static func refused(_ diagnostic: Diagnostic, in source: SourceFile) -> any Error {
        Console.error(DiagnosticRenderer(files: [source]).text(diagnostic), terminator: "")
        return ExitStatus.invalidFile.code
    }

    private static func standardInput() throws(Failure) -> [UInt8] {
        do {
            let data = try FileHandle.standardInput.readToEnd() ?? Data()
            guard data.count <= sizeLimit else {
                throw Failure(status: .invalidFile, message: "standard input has more than \(sizeLimit >> 20) MiB")
            }
            return Array(data)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(status: .invalidFile, message: "standard input cannot be read")
        }
    }
}
