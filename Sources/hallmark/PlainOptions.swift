// How the commands that are run again and again, and the groups of their options, are made without the parser.

extension RunCommand: PlainlyMade {
    static let plainOptions =
        PlainArguments.Known(
            single: ["file-host", "jobs", "rate", "timeout", "run-timeout", "seed", "report-dir"],
            repeated: ["report"], flags: ["fail-fast", "dry-run", "strict", "quiet", "verbose"],
            letters: [("j", "jobs"), ("x", "fail-fast"), ("q", "quiet"), ("v", "verbose")])
        + TargetOptions.plainOptions + SelectionOptions.plainOptions + LedgerOptions.plainOptions
        + GateOptions.plainOptions

    init?(plain arguments: PlainArguments) {
        guard let target = TargetOptions(plain: arguments), let selection = SelectionOptions(plain: arguments),
            let ledgers = LedgerOptions(plain: arguments), let gate = GateOptions(plain: arguments),
            let seed = arguments.number("seed", default: UInt64(1))
        else { return nil }
        self.init()
        paths = arguments.paths
        (self.target, self.selection, self.ledgers, self.gate) = (target, selection, ledgers, gate)
        fileHost = arguments.one("file-host")
        jobs = arguments.one("jobs") ?? "auto"
        failFast = arguments.has("fail-fast")
        rate = arguments.one("rate")
        timeout = arguments.one("timeout")
        runTimeout = arguments.one("run-timeout")
        self.seed = seed
        dryRun = arguments.has("dry-run")
        strict = arguments.has("strict")
        reportDir = arguments.one("report-dir") ?? "reports"
        report = arguments.all("report")
        quiet = arguments.has("quiet")
        verbose = arguments.has("verbose")
    }
}

extension LintCommand: PlainlyMade {
    static let plainOptions = PlainArguments.Known(single: ["format"], flags: ["quiet"], letters: [("q", "quiet")])

    init?(plain arguments: PlainArguments) {
        self.init()
        paths = arguments.paths
        format = arguments.one("format") ?? "text"
        quiet = arguments.has("quiet")
    }
}

extension TargetOptions: PlainlyMade {
    static let plainOptions = PlainArguments.Known(
        single: [
            "endpoint", "environment", "cacert", "cert", "key", "proxy", "max-body", "max-transfer", "max-headers",
        ], repeated: ["var", "resolve"], flags: ["insecure"],
        letters: [("u", "endpoint"), ("e", "environment"), ("k", "insecure")])

    init?(plain arguments: PlainArguments) {
        self.init()
        endpoint = arguments.one("endpoint")
        environment = arguments.one("environment")
        `var` = arguments.all("var")
        cacert = arguments.one("cacert")
        cert = arguments.one("cert")
        key = arguments.one("key")
        insecure = arguments.has("insecure")
        proxy = arguments.one("proxy")
        resolve = arguments.all("resolve")
        maxBody = arguments.one("max-body")
        maxTransfer = arguments.one("max-transfer")
        maxHeaders = arguments.one("max-headers")
    }
}

extension SelectionOptions: PlainlyMade {
    static let plainOptions = PlainArguments.Known(single: ["level", "tag", "shard"], repeated: ["rule"])

    init?(plain arguments: PlainArguments) {
        self.init()
        rule = arguments.all("rule")
        level = arguments.one("level")
        tag = arguments.one("tag")
        shard = arguments.one("shard")
    }
}

extension LedgerOptions: PlainlyMade {
    static let plainOptions = PlainArguments.Known(single: ["ledger"])

    init?(plain arguments: PlainArguments) {
        self.init()
        ledger = arguments.one("ledger") ?? LedgerOptions.folder
    }
}

extension GateOptions: PlainlyMade {
    static let plainOptions = PlainArguments.Known(
        single: ["profile", "baseline", "waivers", "retries", "history"], flags: ["annotations"])

    init?(plain arguments: PlainArguments) {
        guard let retries = arguments.number("retries", default: 0) else { return nil }
        self.init()
        profile = arguments.one("profile")
        baseline = arguments.one("baseline")
        waivers = arguments.one("waivers")
        self.retries = retries
        history = arguments.one("history") ?? HistoryOptions.file
        annotations = arguments.has("annotations")
        guard (try? validate()) != nil else { return nil }
    }
}
