import CYaml

/// Why a text could not be composed.
enum YAMLMistake {
    /// The text is no YAML: what libyaml says, and where.
    case syntax(String, Location)
    /// The bytes are no text that YAML allows: what libyaml says, and behind how many bytes.
    case bytes(String, offset: Int)
    /// A limit of ours, or of the contract language.
    case diagnostic(Diagnostic)
    /// So many keys are repeated that no more are looked for.
    case tooManyRepeatedKeys
    /// There is no memory left.
    case memory

    /// The mistake at which a parser has stopped; places have no file yet.
    init(_ parser: yaml_parser_t) {
        let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
        switch parser.error {
        case YAML_MEMORY_ERROR: self = .memory
        case YAML_READER_ERROR: self = .bytes(problem, offset: parser.problem_offset)
        default:
            let mark = parser.problem_mark
            self = .syntax(problem, Location(file: "", line: Int(mark.line) + 1, column: Int(mark.column) + 1))
        }
    }
}
