/// Finds references to names that nothing provides, before anything runs.
struct ScopeChecker {
    /// The names with their members, made when the first reference is found: most rules have none.
    private lazy var known = names()
    private let suite: Suite
    private let given: [Given]
    private let lets: [String]
    private let steps: [Step]
    var diagnostics = Diagnostics()

    /// Names that are always known; those with members list them.
    static let builtIn: [String: Set<String>?] = [
        "uuid": nil, "unique": ["name", "letters"], "run": ["id"], "request": nil, "files": nil, "shapes": nil,
        "row": nil,
        "now": nil, "index": nil,
    ]

    init(suite: Suite, given: [Given], lets: [String], steps: [Step]) {
        self.suite = suite
        self.given = given
        self.lets = lets
        self.steps = steps
    }

    private func names() -> [String: Set<String>?] {
        var known = Self.builtIn
        for name in suite.variables { known[name] = .some(nil) }
        for item in given {
            known[item.name] = item.count == nil ? suite.vocabulary.fixtures[item.fixture]?.provides : .some(nil)
        }
        for name in lets { known[name] = .some(nil) }
        for step in steps { for capture in step.captures { known[capture.name] = .some(nil) } }
        return known
    }

    /// Checks every text in a node.
    mutating func check(_ node: LocatedNode) {
        switch node.value {
        case .scalar(let text, _): check(text, at: node)
        case .list(let elements): elements.forEach { check($0) }
        case .map(let entries):
            for entry in entries {
                if Template.isIn(entry.key) { check(entry.key, at: entry.keyNode) }
                check(entry.value)
            }
        }
    }

    /// Checks that values given names use only names before them: a text that holds itself has no end.
    mutating func checkOrder(of lets: LocatedNode?) {
        guard let entries = lets?.entries else { return }
        var later = Set(entries.map(\.key))
        for entry in entries {
            for text in entry.value.texts {
                guard let name = text.text, Template.isIn(name), let template = try? Template(name) else { continue }
                for root in template.expressions.map(\.root) where later.contains(root) {
                    let isOwn = root == entry.key
                    diagnostics.error(
                        "let-order",
                        isOwn
                            ? "'\(root)' is made of itself"
                            : "'\(entry.key)' is made of '\(root)', which comes after it",
                        at: text, hint: isOwn ? nil : "put '\(root)' first")
                }
            }
            later.remove(entry.key)
        }
    }

    private mutating func check(_ text: String, at node: LocatedNode) {
        guard Template.isIn(text) else { return }
        do throws(TemplateError) {
            for expression in try Template(text).expressions { check(expression, at: node) }
        } catch {
            diagnostics.add(Diagnostic(error, at: node))
        }
    }

    private mutating func check(_ expression: Expression, at node: LocatedNode) {
        guard let members = known[expression.root] else {
            let names = known.keys.filter { !["row", "shapes", "request"].contains($0) }
            diagnostics.error(
                "undefined-variable", "nothing here is called '\(expression.root)'", at: node,
                hint: Suggestion.hint(for: expression.root, among: names))
            return
        }
        guard case .member(let member)? = expression.steps.first else { return }
        if expression.root == "files", suite.vocabulary.files[member] == nil {
            diagnostics.error(
                "unknown-file", "no file is called '\(member)'", at: node,
                hint: Suggestion.hint(for: member, among: Array(suite.vocabulary.files.keys)))
        }
        if let members, !members.contains(member) {
            diagnostics.error(
                "undefined-variable", "'\(expression.root)' has no '\(member)'", at: node,
                hint: Suggestion.hint(for: member, among: Array(members)))
        }
    }
}
