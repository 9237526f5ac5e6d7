import Foundation

/// Reads a saved report.json.
public enum ReportReader {
    /// The report in a file's bytes, when they are a whole report of the layout that this program writes.
    public static func read(_ bytes: [UInt8]) throws(ReportReadError) -> RunReport {
        guard bytes.contains(where: { !isSpace($0) }) else { throw .truncated(size: bytes.count) }
        let data = Data(bytes)
        do {
            let found = try JSONDecoder().decode(Marker.self, from: data).schema
            guard found == RunReport.schema else { throw ReportReadError.otherSchema(found: found) }
            return try JSONDecoder().decode(RunReport.self, from: data)
        } catch let error as ReportReadError {
            throw error
        } catch let error as DecodingError {
            throw explain(error, bytes)
        } catch {
            throw .notJSON(detail: String(describing: error))
        }
    }

    /// The part of every report, of whatever layout, that says which layout it is.
    private struct Marker: Decodable {
        var schema: String
    }

    private static func explain(_ error: DecodingError, _ bytes: [UInt8]) -> ReportReadError {
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            if endsEarly(bytes) { return .truncated(size: bytes.count) }
            let cause = context.underlyingError.map { ($0 as NSError).userInfo["NSDebugDescription"] as? String }
            return .notJSON(detail: (cause ?? nil) ?? context.debugDescription)
        case .keyNotFound(let key, let context) where context.codingPath.isEmpty && key.stringValue == "schema":
            return .otherSchema(found: nil)
        case .typeMismatch(_, let context) where ["$", "$.schema"].contains(path(context.codingPath)):
            return .otherSchema(found: nil)
        case .keyNotFound(let key, let context):
            return .damaged(place: path(context.codingPath + [key]), detail: "nothing there")
        case .valueNotFound(_, let context): return .damaged(place: path(context.codingPath), detail: "null there")
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            return .damaged(place: path(context.codingPath), detail: context.debugDescription)
        @unknown default: return .notJSON(detail: String(describing: error))
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "$") { text, key in text += key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
    }

    /// Whether a JSON object or array begins and the text ends before it does.
    private static func endsEarly(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var inString = false
        var escaped = false
        guard let first = bytes.first(where: { !isSpace($0) }), first == 0x7B || first == 0x5B else { return false }
        for byte in bytes {
            if inString {
                inString = escaped || byte != 0x22
                escaped = !escaped && byte == 0x5C
                continue
            }
            switch byte {
            case 0x22: inString = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D: depth -= 1
            default: break
            }
            if depth == 0, !isSpace(byte) { return false }
        }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

/// Why a file could not be read as a report.
public enum ReportReadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file is not JSON.
    case notJSON(detail: String)
    /// The file ends before its JSON does; the run that wrote it was probably killed.
    case truncated(size: Int)
    /// The file is JSON but not a report, or a report of another layout.
    case otherSchema(found: String?)
    /// The file says that it is a report, but a part of it is missing or of the wrong kind.
    case damaged(place: String, detail: String)

    /// What was found and what was expected.
    public var description: String {
        switch self {
        case .notJSON(let detail): "not JSON: \(detail)"
        case .truncated(let size): "ends after \(size) bytes, before the report does"
        case .otherSchema(nil): "not a report: no \"schema\", expected \"\(RunReport.schema)\""
        case .otherSchema(let found?): "a report of the layout \"\(found)\", expected \"\(RunReport.schema)\""
        case .damaged(let place, let detail): "damaged report: \(place): \(detail)"
        }
    }
}
