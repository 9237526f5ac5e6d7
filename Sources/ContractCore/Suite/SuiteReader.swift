/// Reads the files of a suite, and collects every mistake in them.
public struct SuiteReader {
    var suite = Suite(name: "contracts", title: "")
    var diagnostics = Diagnostics()
    var fixtureNodes: [LocatedNode.Entry] = []
    private var places: [String: Location] = [:]

    private init() {}

    /// The kinds of file by their first key.
    public static let kinds = [
        "suite", "vocabulary", "operation", "family", "contract", "environment", "profile", "waivers", "baseline",
    ]
    /// Those that are read into the suite; the others stand beside it.
    private static let contractKinds = kinds.prefix(5)

    /// Reads files in order; environments, profiles, waivers and baselines among them are only checked to be YAML.
    public static func read(_ files: [SourceFile]) -> (suite: Suite, diagnostics: Diagnostics) {
        var reader = SuiteReader()
        reader.suite.fileCount = files.count
        var nodes: [(file: SourceFile, node: LocatedNode)] = []
        let read = files.concurrentMap { file in
            var diagnostics = Diagnostics()
            let node = YAMLReader.read(file, into: &diagnostics)
            return (node: node, mistakes: diagnostics.all)
        }
        for (file, result) in zip(files, read) {
            result.mistakes.forEach { reader.diagnostics.add($0) }
            guard let node = result.node else { continue }
            nodes.append((file, node))
            if !Self.contractKinds.contains(node.entries?.first?.key ?? "") { reader.suite.companions.append(file) }
        }
        // What others refer to comes first: suite and vocabularies, then operations, then rules.
        for kind in [["suite", "vocabulary"], ["operation"], ["family", "contract"]] {
            for (file, node) in nodes where kind.contains(node.entries?.first?.key ?? "") { reader.read(node, file) }
            if kind == ["operation"] { reader.readFixtures() }
        }
        reader.checkScopes(nodes.map(\.node))
        for (_, node) in nodes { reader.checkKind(node) }
        return (reader.suite, reader.diagnostics)
    }

    private mutating func checkKind(_ node: LocatedNode) {
        guard let first = node.entries?.first else {
            diagnostics.error("kind", "a contract file must be a map, not \(node.kind)", at: node)
            return
        }
        guard !Self.kinds.contains(first.key) else { return }
        diagnostics.error(
            "kind", "a file cannot begin with '\(first.key)'", at: first.keyNode,
            hint: Suggestion.nearest(to: first.key, among: Self.kinds).map { "did you mean '\($0)'?" }
                ?? "begin with one of: \(Self.kinds.joined(separator: ", "))")
    }

    private mutating func read(_ node: LocatedNode, _ file: SourceFile) {
        switch node.entries?.first?.key {
        case "suite": readSuite(node)
        case "vocabulary": readVocabulary(node)
        case "operation": readOperation(node, file)
        case "family": readFamily(node, file)
        case "contract": readContract(node, file)
        default: break
        }
    }

    private mutating func readSuite(_ node: LocatedNode) {
        let map = MapReader(node, "a suite file", known: Self.suiteKeys, into: &diagnostics)
        if let first = places.updateValue(node.location, forKey: "suite") {
            diagnostics.error(
                "duplicate-suite", "there is another suite file", at: node.entries?[0].keyNode ?? node,
                hint: "the first one is \(first.file)")
        }
        suite.name = map.text("suite", into: &diagnostics) ?? suite.name
        suite.title = map.text("title", into: &diagnostics) ?? ""
        suite.version = map.text("version", into: &diagnostics)
        suite.variables = map.texts("variables", into: &diagnostics)
        suite.environment = map.text("environment", into: &diagnostics)
        for entry in map.entries("headers", into: &diagnostics) {
            let header = attempt { () throws(Diagnostic) in
                (name: try Template(located: entry.keyNode), value: try ValueTemplate(entry.value))
            }
            if let header { suite.headers.append(header) }
        }
        if let probe = map["probe"] {
            suite.probe = attempt { () throws(Diagnostic) in try RequestTemplate(probe) }
        }
    }

    private mutating func readVocabulary(_ node: LocatedNode) {
        let map = MapReader(node, "a vocabulary", known: Self.vocabularyKeys, into: &diagnostics)
        for entry in map.entries("shapes", into: &diagnostics) where isNew("shape", entry) {
            suite.vocabulary.shapes[entry.key] = entry.value
        }
        for entry in map.entries("outcomes", into: &diagnostics) where isNew("outcome", entry) {
            suite.vocabulary.outcomes[entry.key] = entry.value
        }
        for entry in map.entries("files", into: &diagnostics) where isNew("file", entry) {
            suite.vocabulary.files[entry.key] = attempt { () throws(Diagnostic) in try DeclaredFile(entry) }
        }
        for entry in map.entries("parameters", into: &diagnostics) where isNew("parameter", entry) {
            suite.vocabulary.parameters[entry.key] = entry.value
        }
        fixtureNodes += map.entries("fixtures", into: &diagnostics).filter { isNew("fixture", $0) }
    }

    private mutating func readOperation(_ node: LocatedNode, _ file: SourceFile) {
        var reader = OperationReader(
            group: Self.folder(of: file.name), shared: suite.vocabulary.parameters, diagnostics: diagnostics)
        let operation = reader.read(node, file)
        diagnostics = reader.diagnostics
        if let operation, isNew("operation", node.entries?.first, named: operation.name) {
            suite.operations.append(operation)
        }
    }

    private mutating func readFamily(_ node: LocatedNode, _ file: SourceFile) {
        let map = MapReader(node, "a family", known: Self.familyKeys, into: &diagnostics)
        guard let name = map.text("family", into: &diagnostics),
            let subject = map.required("for each", "a family", into: &diagnostics)
        else { return }
        guard let subject = Family.Subject(rawValue: subject) else {
            diagnostics.error(
                "subject", "a family cannot be for each '\(subject)'", at: map["for each"] ?? node,
                hint: "known here: \(Family.Subject.allCases.map(\.rawValue).joined(separator: ", "))")
            return
        }
        if isNew("family", node.entries?.first, named: name) {
            suite.families.append(
                Family(
                    name: name, subject: subject, conditions: map["where"],
                    rules: RuleDefinition.read(map, into: &diagnostics), file: file.name))
        }
    }

    private mutating func readContract(_ node: LocatedNode, _ file: SourceFile) {
        let map = Self.contractMap(node, into: &diagnostics)
        guard let name = map.text("contract", into: &diagnostics), isNew("contract", node.entries?.first, named: name)
        else { return }
        suite.contracts.append(
            ContractFile(name: name, rules: RuleDefinition.read(map, into: &diagnostics), file: file.name))
    }

    /// Begins to read a contract.
    static func contractMap(_ node: LocatedNode, into diagnostics: inout Diagnostics) -> MapReader {
        MapReader(node, "a contract", known: contractKeys, into: &diagnostics)
    }

    /// Whether a text is surely that of a contract, found out without reading it: `contract: ` begins its first line that
    /// is neither empty nor a comment.
    static func isContract(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "#"):
                guard let end = rest.firstIndex(of: 0x0A) else { return false }
                rest = rest[end...]
            case 0x0A, 0x0D: rest = rest.dropFirst()
            default: return rest.starts(with: "contract: ".utf8)
            }
        }
        return false
    }

    static let suiteKeys = ["suite", "title", "version", "headers", "variables", "environment", "probe"]
    static let vocabularyKeys = ["vocabulary", "shapes", "outcomes", "files", "parameters", "fixtures"]
    static let contractKeys = ["contract", "source", "section", "defaults", "rules"]
    static let familyKeys = ["family", "for each", "where", "source", "section", "defaults", "rules"]

    private mutating func isNew(_ kind: String, _ entry: LocatedNode.Entry?, named name: String? = nil) -> Bool {
        guard let entry else { return false }
        let key = "\(kind) \(name ?? entry.key)"
        let location = name == nil ? entry.keyLocation : entry.value.location
        if let first = places[key] {
            diagnostics.add(Self.duplicate(kind, name ?? entry.key, at: location, first: first))
            return false
        }
        places[key] = location
        return true
    }

    /// The mistake of giving a name that another of its kind has.
    static func duplicate(_ kind: String, _ name: String, at location: Location, first: Location) -> Diagnostic {
        Diagnostic(
            "duplicate-name", "there is another \(kind) called '\(name)'", at: location,
            length: name.unicodeScalars.count, hint: "the first one stands at \(first)")
    }

    private mutating func attempt<Value>(_ body: () throws(Diagnostic) -> Value) -> Value? {
        do throws(Diagnostic) {
            return try body()
        } catch {
            diagnostics.add(error)
            return nil
        }
    }

    /// The name of the folder that holds a file.
    static func folder(of file: String) -> String {
        let parts = file.split(separator: "/")
        return parts.count > 1 ? String(parts[parts.count - 2]) : ""
    }
}
