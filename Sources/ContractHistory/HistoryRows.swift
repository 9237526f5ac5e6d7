import ContractCore
import Foundation
import GRDB

/// Turns runs into rows of the tables, and back.
enum HistoryRows {
    // MARK: Writing

    static func insert(_ summary: RunSummary, into db: Database) throws -> Int {
        let tally = summary.tally
        try db.execute(
            sql: """
                INSERT INTO run (id, started_at, seconds, target, environment, selection, suite_digest, conformance, held, decided,
                    latency_median, latency_high, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                summary.run.id, summary.run.startedAt, summary.run.seconds, summary.run.target, summary.run.environment,
                summary.run.selection, summary.run.suiteDigest, summary.conformance.rawValue, tally.count(.pass),
                tally.count(.pass) + tally.count(.fail), summary.latency.median, summary.latency.high,
                try text(summary.run),
            ])
        let number = Int(db.lastInsertedRowID)
        let rules = try db.cachedStatement(
            sql:
                "INSERT INTO rule_result (run, place, rule, verdict, disposition, seconds, latency) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        let cases = try db.cachedStatement(
            sql: """
                INSERT INTO case_result (run, rule_place, place, row, verdict, disposition, reason, flaky)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (place, rule) in summary.rules.enumerated() {
            let result = rule.result
            try rules.execute(arguments: [
                number, place, try key(of: result, in: db), result.verdict.rawValue, result.disposition.rawValue,
                rule.seconds,
                rule.latency,
            ])
            for (position, item) in rule.cases.enumerated() {
                try cases.execute(arguments: [
                    number, place, position, item.row, item.verdict.rawValue, item.disposition.rawValue, item.reason,
                    item.isFlaky,
                ])
            }
        }
        return number
    }

    /// The key of what a rule says, without what a run found out about it.
    private static func key(of rule: RuleResult, in db: Database) throws -> Int64 {
        var rule = rule
        rule.verdict = .skipped
        rule.disposition = .unexpected
        let text = try text(rule)
        let found = try db.cachedStatement(sql: "SELECT key FROM rule WHERE text = ?")
        if let key = try Int64.fetchOne(found, arguments: [text]) { return key }
        try db.cachedStatement(sql: "INSERT INTO rule (text) VALUES (?)").execute(arguments: [text])
        return db.lastInsertedRowID
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func keep(_ db: Database, newest count: Int) throws -> Int {
        try db.execute(
            sql: "DELETE FROM run WHERE number NOT IN (SELECT number FROM run ORDER BY number DESC LIMIT ?)",
            arguments: [count])
        let removed = db.changesCount
        try db.execute(sql: "DELETE FROM rule WHERE key NOT IN (SELECT rule FROM rule_result)")
        return removed
    }

    // MARK: Reading

    static func entries(_ db: Database, limit: Int, target: String?) throws -> [HistoryEntry] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM run WHERE ?1 IS NULL OR target = ?1 ORDER BY number DESC LIMIT ?2",
            arguments: [target, limit])
        return try rows.map(entry)
    }

    /// What must be the same for two runs to be of one series: target, environment and selection.
    private static let series = "target = ? AND environment = ? AND selection IS ?"

    static func previous(_ db: Database, before number: Int) throws -> Int? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [number]) else {
            return nil
        }
        let (target, environment, selection): (String, String, String?) = (
            row["target"], row["environment"], row["selection"]
        )
        return try Int.fetchOne(
            db, sql: "SELECT max(number) FROM run WHERE \(series) AND number < ?",
            arguments: [target, environment, selection, number])
    }

    private static func entry(_ row: Row) throws -> HistoryEntry {
        let facts: String = row["facts"]
        return HistoryEntry(
            number: row["number"], run: try JSONDecoder().decode(RunFacts.self, from: Data(facts.utf8)),
            conformance: try word(row["conformance"]), held: row["held"], decided: row["decided"],
            latency: LatencyFacts(median: row["latency_median"], high: row["latency_high"]))
    }

    static func summary(_ db: Database, number: Int) throws -> RunSummary? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [number]) else {
            return nil
        }
        let entry = try entry(row)
        var rules: [RuleSummary] = []
        let results = try Row.fetchCursor(
            db,
            sql:
                "SELECT rule_result.*, rule.text FROM rule_result JOIN rule ON rule.key = rule_result.rule WHERE run = ? ORDER BY place",
            arguments: [number])
        while let row = try results.next() {
            let text: String = row["text"]
            var result = try JSONDecoder().decode(RuleResult.self, from: Data(text.utf8))
            result.verdict = try word(row["verdict"])
            result.disposition = try word(row["disposition"])
            rules.append(RuleSummary(result: result, cases: [], seconds: row["seconds"], latency: row["latency"]))
        }
        let cases = try Row.fetchCursor(
            db, sql: "SELECT * FROM case_result WHERE run = ? ORDER BY rule_place, place", arguments: [number])
        while let row = try cases.next() {
            let place: Int = row["rule_place"]
            guard rules.indices.contains(place) else { continue }
            rules[place].cases.append(
                CaseSummary(
                    row: row["row"], verdict: try word(row["verdict"]), disposition: try word(row["disposition"]),
                    reason: row["reason"], isFlaky: row["flaky"]))
        }
        return RunSummary(
            number: number, run: entry.run, conformance: entry.conformance, latency: entry.latency, rules: rules)
    }

    static func trend(_ db: Database, upTo number: Int, limit: Int) throws -> Trend {
        guard let last = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [number]) else {
            return Trend()
        }
        let (target, environment, selection): (String, String, String?) = (
            last["target"], last["environment"], last["selection"]
        )
        let runs = try Row.fetchAll(
            db, sql: "SELECT * FROM run WHERE \(series) AND number <= ? ORDER BY number DESC LIMIT ?",
            arguments: [target, environment, selection, number, limit])
        var trend = Trend()
        trend.points = runs.reversed().map { row in
            Trend.Point(
                number: row["number"], startedAt: row["started_at"], held: row["held"], decided: row["decided"],
                seconds: row["seconds"], latency: LatencyFacts(median: row["latency_median"], high: row["latency_high"])
            )
        }
        guard let oldest = trend.points.first?.number, let newest = trend.points.last?.number else { return trend }
        let results = try Row.fetchCursor(
            db,
            sql: """
                SELECT rule_result.*, json_extract(rule.text, '$.id') AS id, json_extract(rule.text, '$.revision') AS revision
                FROM rule_result JOIN rule ON rule.key = rule_result.rule JOIN run ON run.number = rule_result.run
                WHERE \(series) AND rule_result.run BETWEEN ? AND ? ORDER BY rule_result.run, place
                """, arguments: [target, environment, selection, oldest, newest])
        while let row = try results.next() {
            let id: String = row["id"]
            trend.rules[id, default: []].append(
                Trend.RulePoint(
                    number: row["run"], verdict: try word(row["verdict"]), revision: row["revision"] ?? "",
                    seconds: row["seconds"], latency: row["latency"]))
        }
        return trend
    }

    /// A word of a fixed set; a database that holds another one was not written by this program.
    private static func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
        guard let word = Word(rawValue: text) else { throw DatabaseError(message: "unknown word '\(text)'") }
        return word
    }
}
