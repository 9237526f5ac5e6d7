extension Redactor {
    /// The report without secrets, in every text that it holds.
    public func redact(_ report: RunReport) -> RunReport {
        var report = report
        report.run = redact(report.run)
        report.rules = PackedList(report.rules.lazy.map { redact($0) })
        report.cases = PackedList(report.cases.lazy.map { redact($0) })
        report.cleanup.leftBehind = report.cleanup.leftBehind.map { redact($0) }
        report.claim = report.claim.map { redact($0) }
        report.gate = report.gate.map { redact($0) }
        return report
    }

    /// The result of a case without secrets.
    ///
    /// A credential that a header of its exchanges shows is hidden in its other texts too, known or not.
    public func redact(_ result: CaseResult) -> CaseResult {
        var result = result
        redact(&result)
        return result
    }

    /// Takes secrets out of the result of a case where it is.
    public func redact(_ result: inout CaseResult) {
        guard !result.exchanges.allSatisfy(\.isOutline) else { return redactTexts(of: &result) }
        let seen = result.exchanges.flatMap { credentials(in: $0.requestHeaders) + credentials(in: $0.responseHeaders) }
        if seen.isEmpty { redactTexts(of: &result) } else { hiding(seen).redactTexts(of: &result) }
    }

    /// One exchange without secrets.
    public func redact(_ exchange: ExchangeRecord) -> ExchangeRecord {
        var exchange = exchange
        redact(&exchange)
        return exchange
    }

    private func redact(_ exchange: inout ExchangeRecord) {
        exchange.label = redact(exchange.label)
        exchange.method = redact(exchange.method)
        exchange.url = redact(url: exchange.url)
        guard !exchange.isOutline else { return }
        exchange.requestHeaders = exchange.requestHeaders.map { redact($0) }
        exchange.requestBody = exchange.requestBody.map { redact($0) }
        exchange.reasonPhrase = exchange.reasonPhrase.map { redact($0) }
        exchange.responseHeaders = exchange.responseHeaders.map { redact($0) }
        exchange.responseBody = exchange.responseBody.map { redact($0) }
        exchange.failure = exchange.failure.map { redact($0) }
        exchange.curl = exchange.curl.map { redact($0) }
        exchange.signing = exchange.signing.map { signing in
            SigningRecord(
                canonicalRequest: redact(signing.canonicalRequest), stringToSign: redact(signing.stringToSign))
        }
    }

    /// A finding without secrets.
    public func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.assertion = redact(finding.assertion)
        finding.step = redact(finding.step)
        finding.place = redact(finding.place)
        finding.expected = redact(finding.expected)
        finding.actual = redact(finding.actual)
        finding.file = redact(finding.file)
        return finding
    }

    /// Content without secrets; the size that it had stays.
    public func redact(_ body: BodyRecord) -> BodyRecord {
        var body = body
        body.text = redact(body.text)
        return body
    }

    private func redactTexts(of result: inout CaseResult) {
        result.rule = redact(result.rule)
        result.row = result.row.map { redact($0) }
        result.reason = result.reason.map { redact($0) }
        result.code = result.code.map { redact($0) }
        result.remarks = result.remarks.map { redact($0) }
        result.findings = result.findings.map { redact($0) }
        for index in result.exchanges.indices { redact(&result.exchanges[index]) }
        result.file = redact(result.file)
        result.attempts = result.attempts?.map { attempt in
            var attempt = attempt
            attempt.reason = attempt.reason.map { redact($0) }
            attempt.code = attempt.code.map { redact($0) }
            return attempt
        }
    }

    private func redact(_ rule: RuleResult) -> RuleResult {
        var rule = rule
        rule.id = redact(rule.id)
        rule.text = redact(rule.text)
        rule.source = rule.source.map { redact($0) }
        rule.section = rule.section.map { redact($0) }
        rule.contract = redact(rule.contract)
        rule.group = redact(rule.group)
        rule.file = redact(rule.file)
        rule.revision = redact(rule.revision)
        rule.tags = rule.tags.map { redact($0) }
        rule.untested = rule.untested.map { redact($0) }
        return rule
    }

    private func redact(_ run: RunFacts) -> RunFacts {
        var run = run
        run.id = redact(run.id)
        run.version = redact(run.version)
        run.transport = redact(run.transport)
        run.startedAt = redact(run.startedAt)
        run.target = redact(run.target)
        run.environment = redact(run.environment)
        run.suiteDigest = redact(run.suiteDigest)
        run.selection = run.selection.map { redact($0) }
        run.mutation = run.mutation.map { redact($0) }
        run.suite = run.suite.map { SuiteFacts(name: redact($0.name), version: $0.version.map { redact($0) }) }
        return run
    }

    private func redact(_ claim: ProfileClaim) -> ProfileClaim {
        ProfileClaim(
            name: redact(claim.name), version: redact(claim.version), title: redact(claim.title),
            digest: redact(claim.digest), rules: claim.rules.map { redact($0) })
    }

    private func redact(_ gate: GateFacts) -> GateFacts {
        var gate = gate
        gate.baseline = gate.baseline.map { redact($0) }
        gate.waivers = gate.waivers.map { redact($0) }
        gate.applied = gate.applied.map { waiver in
            AppliedWaiver(
                id: redact(waiver.id), reason: redact(waiver.reason), owner: redact(waiver.owner),
                link: waiver.link.map { redact($0) }, expires: redact(waiver.expires),
                cases: waiver.cases.map { redact($0) })
        }
        gate.problems = gate.problems.map { problem in
            var problem = problem
            problem.file = redact(problem.file)
            problem.entry = redact(problem.entry)
            problem.message = redact(problem.message)
            return problem
        }
        return gate
    }

    private func redact(_ leftover: Leftover) -> Leftover {
        Leftover(
            caseID: redact(leftover.caseID), resource: redact(leftover.resource), reason: redact(leftover.reason),
            curl: redact(leftover.curl))
    }

    /// The values of credential fields that are long enough to be told from ordinary words.
    private func credentials(in headers: HeaderLines?) -> [String] {
        let lines = headers?.lines.filter { places.isCredential(header: $0.name) } ?? []
        return lines.flatMap { CredentialPlaces.credentials(in: $0.value, ofHeader: $0.name) }
            .filter { $0.utf8.count >= Self.shortestSeen && !CredentialPlaces.isReference($0) }
    }
}
