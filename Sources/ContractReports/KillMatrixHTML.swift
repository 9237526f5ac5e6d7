public import ContractCore

/// A kill matrix as one page: what has to be mended first, then every rule with the mutants that break it.
public enum KillMatrixHTML {
    /// The page.
    public static func text(_ matrix: KillMatrix) -> String {
        let headline = KillMatrixSummary.headline(matrix)
        return HTMLPage.document(
            title: "\(headline) · Hallmark",
            body: """
                <header>\(HTMLPage.banner("kill matrix"))\(head(matrix, headline))\(tiles(matrix))\(alerts(matrix))</header>
                <main>
                \(matrix.rules.isEmpty ? "" : tools(matrix.rules))
                \(sections(matrix))
                <p id="none" class="none" hidden>no rule fits the filter</p>
                \(tables(matrix))
                </main>
                <footer><p><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous rule · <kbd>f</kbd> next that is \
                not proved · <kbd>o</kbd> open all · <kbd>t</kbd> light or dark</p></footer>
                """)
    }

    // MARK: Head

    private static func head(_ matrix: KillMatrix, _ headline: String) -> String {
        let (word, rest) =
            headline.firstRange(of: ": ").map {
                (String(headline[..<$0.lowerBound]), String(headline[$0.upperBound...]))
            } ?? (headline, "")
        var facts = [
            ("suite", String(matrix.suiteDigest.prefix(12))), ("made by", "hallmark \(matrix.version)"),
            ("took", Wording.duration(matrix.seconds)),
        ]
        if let selection = matrix.selection { facts.append(("selected", selection)) }
        return "<div class=\"card hero t-\(matrix.isProved ? "pass" : "fail")\"><h1>\(HTMLPage.text(word))</h1>"
            + "<p>\(HTMLPage.text(rest))</p>\(HTMLPage.facts(facts))</div>"
    }

    private static func tiles(_ matrix: KillMatrix) -> String {
        var tiles: [(count: String, words: String, isGood: Bool)] = []
        if !matrix.mutants.isEmpty {
            let (count, all) = matrix.killed
            tiles.append((share(count, all), "mutants caught by their own rule", count == all))
            let equivalent = matrix.mutants.count { $0.outcome == .equivalent }
            if equivalent > 0 { tiles.append((Wording.number(equivalent), "mutants that nobody can tell apart", true)) }
        }
        let tested = matrix.rules.count(where: \.isTested)
        if tested > 0 {
            tiles.append(
                (share(matrix.rules.count(where: \.isProved), tested), "tested rules proved", matrix.unproved.isEmpty))
        }
        if !matrix.steady.isEmpty {
            let same = matrix.steady.count(where: \.changes.isEmpty)
            tiles.append((share(same, matrix.steady.count), "benign runs changed nothing", same == matrix.steady.count))
        }
        if !matrix.degenerate.isEmpty {
            let good = matrix.degenerate.count(where: \.isGood)
            tiles.append(
                (
                    share(good, matrix.degenerate.count), "degenerate targets seen through",
                    good == matrix.degenerate.count
                ))
        }
        if !matrix.fields.isEmpty {
            let seen = matrix.fields.count { !$0.isUnseen }
            tiles.append((share(seen, matrix.fields.count), "fields looked at", seen == matrix.fields.count))
        }
        let html = tiles.map { tile in
            "<div class=\"card tile t-\(tile.isGood ? "pass" : "fail")\"><b>\(tile.count)</b><span>\(tile.words)</span></div>"
        }
        return "<div class=\"tiles\">\(html.joined())</div>"
    }

    private static func share(_ count: Int, _ all: Int) -> String {
        count == all ? Wording.number(all) : "\(Wording.number(count)) of \(Wording.number(all))"
    }

    private static func alerts(_ matrix: KillMatrix) -> String {
        alert("Not passed by the faithful emulator", matrix.unfaithful) { line($0) }
            + alert("Mutants to be caught", matrix.mutants.filter { !$0.outcome.isGood }) { result in
                "<code>\(HTMLPage.text(result.mutant.id))</code> it \(HTMLPage.text(result.mutant.accusation))<br>"
                    + "<span class=\"about\">\(HTMLPage.text(result.outcome.rawValue))"
                    + (result.repair.map { "; to mend: \(HTMLPage.text($0))" } ?? "") + "</span>"
            }
            + alert("Collateral without a reason", matrix.mutants.filter { !$0.unexplained.isEmpty }) { result in
                "<code>\(HTMLPage.text(result.mutant.id))</code><br><span class=\"about\">"
                    + "\(HTMLPage.text(result.unexplained.joined(separator: ", ")))</span>"
            }
            + alert("Changed by what must change nothing", matrix.steady.flatMap(\.changes)) { line($0) }
            + alert("Fields that no rule looks at", matrix.fields.filter { $0.attention == .overlooked }) { field in
                "<code>\(HTMLPage.text(field.operation))</code> <code>\(HTMLPage.text(field.field))</code><br>"
                    + "<span class=\"about\">to mend: \(HTMLPage.text(field.repair ?? ""))</span>"
            }
    }

    private static func line(_ change: ChangedVerdict) -> String {
        "<code>\(HTMLPage.text(change.id))</code> \(change.usual.rawValue) → \(change.verdict.rawValue)<br>"
            + "<span class=\"about\">\(HTMLPage.text(change.sentence ?? "", limit: 400))</span>"
    }

    private static func alert<Item>(_ title: String, _ items: [Item], row: (Item) -> String) -> String {
        guard !items.isEmpty else { return "" }
        var rows = items.prefix(200).map { "<li>\(row($0))</li>" }
        if items.count > 200 { rows.append("<li class=\"about\">and \(Wording.number(items.count - 200)) more</li>") }
        return "<div class=\"card alert t-fail\"><h2>\(title)</h2><ul class=\"plain\">\(rows.joined())</ul></div>"
    }

    // MARK: Rules

    /// How a rule is shown: proved, not proved, exempt or not tested.
    private static func state(_ rule: ProvedRule) -> (state: RuleState, word: String) {
        if rule.isProved { return (.pass, "proved") }
        if rule.exemption != nil { return (.excused, "cannot be broken") }
        return rule.isTested ? (.fail, "not proved") : (.skipped, "not tested")
    }

    private static func tools(_ rules: [ProvedRule]) -> String {
        let states = Dictionary(grouping: rules) { state($0).state }
        let chips = RuleState.allCases.compactMap { kind in
            states[kind].map { found in
                "<button type=\"button\" class=\"chip t-\(kind.rawValue)\" data-v=\"\(kind.rawValue)\" "
                    + "aria-pressed=\"false\">\(kind.mark) \(state(found[0]).word) \(Wording.number(found.count))</button>"
            }
        }
        return """
            <div class="tools" role="search"><input id="search" type="search" placeholder="Search rules and mutants" \
            aria-label="search" autocomplete="off" spellcheck="false">\(chips.joined())\
            <button type="button" class="chip" id="open" title="open or close all (o)">open all</button>\
            <span id="shown" aria-live="polite"></span></div>
            """
    }

    private static func sections(_ matrix: KillMatrix) -> String {
        let mutants = Dictionary(grouping: matrix.survivorsFirst, by: \.mutant.rule)
        var names: [String] = []
        var groups: [String: [ProvedRule]] = [:]
        for rule in matrix.rules {
            let name = String(rule.id.prefix { $0 != "." })
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(rule)
        }
        return names.map { name in
            let rules = groups[name] ?? []
            let bar = RuleState.bar(rules.map { state($0).state })
            let proved =
                "\(Wording.number(rules.count(where: \.isProved))) of \(Wording.count(rules.count, "rule")) proved"
            let rows = rules.map { row($0, mutants[$0.id] ?? []) }.joined(separator: "\n")
            return
                "<section data-group><h2><span class=\"mono\">\(HTMLPage.text(name))</span>\(bar)<span class=\"n\">\(proved)</span></h2>"
                + "<div class=\"card list\">\(rows)</div></section>"
        }.joined(separator: "\n")
    }

    private static func row(_ rule: ProvedRule, _ mutants: [MutantResult]) -> String {
        let (state, word) = state(rule)
        let caught = rule.mutants == 0 ? "no mutant" : "\(rule.killed) of \(Wording.count(rule.mutants, "mutant"))"
        let note = rule.exemption.map { "<p class=\"about\">\(HTMLPage.text($0))</p>" } ?? ""
        return """
            <details class="rule t-\(state.rawValue)" data-rule="\(state.rawValue)" data-level="\(rule.level.rawValue)"\
            \(state == .fail ? " open" : "")><summary><span class="mark" title="\(word)">\(state.mark)</span>\
            <span class="what">\(HTMLPage.text(rule.text))<small class="mono">\(HTMLPage.text(rule.id))</small></span>\
            <span class="side"><span>\(caught)</span><span class="level">\(rule.level.rawValue)</span></span></summary>\
            <div class="inside">\(note)\(mutants.map(Self.mutant).joined())</div></details>
            """
    }

    private static func mutant(_ result: MutantResult) -> String {
        let state: RuleState = result.outcome == .equivalent ? .excused : result.outcome.isGood ? .pass : .fail
        var words = "<b>\(HTMLPage.text(String(result.mutant.id.dropFirst(result.mutant.rule.count + 1))))</b> "
        words += HTMLPage.text(result.mutant.accusation)
        if result.outcome != .killed {
            words += " <span class=\"about\">\(HTMLPage.text(result.outcome.rawValue))</span>"
        }
        if let why = result.mutant.equivalent { words += "<br><span class=\"about\">\(HTMLPage.text(why))</span>" }
        if let sentence = result.sentence {
            words += "<br><span class=\"about\">\(HTMLPage.text(sentence, limit: 160))</span>"
        }
        return
            "<div class=\"mutant t-\(state.rawValue)\"><span class=\"mark\">\(state.mark)</span><p>\(words)</p></div>"
    }

    // MARK: Other parts of the proof

    private static func tables(_ matrix: KillMatrix) -> String {
        table("Runs in which no verdict may change", ["run", "what is otherwise", "cases", "changed"], matrix.steady) {
            [$0.id, $0.summary, Wording.number($0.cases), $0.changes.map(\.id).joined(separator: ", ")]
        }
            + table("Degenerate targets", ["target", "does", "rules passed", "took", "first line"], matrix.degenerate) {
                [$0.id, $0.summary, $0.passed.joined(separator: ", "), Wording.duration($0.seconds), $0.headline]
            }
            + table("Fields", ["operation", "field", "looked at", "noticed when wrong", "not noticed"], matrix.fields) {
                let seen = $0.witnesses.map { "\($0.act): \($0.rule)" }.joined(separator: "; ")
                let unnoticed = $0.unnoticed.joined(separator: ", ")
                return [$0.operation, $0.field, $0.attention.rawValue, seen, unnoticed]
            }
    }

    private static func table<Item>(
        _ title: String, _ heads: [String], _ items: [Item], cells: (Item) -> [String]
    ) -> String {
        guard !items.isEmpty else { return "" }
        let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = items.map { item in
            "<tr>\(cells(item).map { "<td>\(HTMLPage.text($0, limit: 600))</td>" }.joined())</tr>"
        }
        return
            "<section><h2>\(title)</h2><div class=\"card\"><div class=\"scroll\"><table class=\"plain\"><thead><tr>\(head)</tr></thead>"
            + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div></div></section>"
    }
}
