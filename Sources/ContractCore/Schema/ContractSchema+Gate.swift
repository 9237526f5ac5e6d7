extension ContractSchema {
    private typealias Terms = SchemaTerms

    static let profile = SchemaMap(
        name: "profile", title: "A frozen list of the rules that a claim of conformance requires",
        keys: ProfileReader.keys,
        values: [
            "profile": .init("the profile's name", Terms.text),
            "version": .init("its version", Terms.text),
            "title": .init("what it is about", Terms.text),
            "digest": .init("sha256: and the digest of name, version and rules", Terms.text),
            "rules": .init("the identifiers of the rules", Terms.list(["type": "string"])),
        ], required: ["profile"])

    static let baseline = SchemaMap(
        name: "baseline", title: "Failures that an implementer knows of", keys: BaselineReader.keys,
        values: [
            "baseline": .init("the baseline's name", Terms.text),
            "entries": .init("the known failures", Terms.list(Terms.map("baselineEntry"))),
        ], required: ["baseline"])

    static let baselineEntry = SchemaMap(
        name: "baselineEntry", title: "One failure that is known, as long as it stays the same",
        keys: BaselineReader.entryKeys,
        values: [
            "rule": .init("the rule's identifier", Terms.text),
            "row": .init("the row of its table", Terms.text),
            "signature": .init("the way it fails, as 'hallmark baseline --update' writes it", Terms.text),
            "note": .init("what is known of it", Terms.text),
        ])

    static let waivers = SchemaMap(
        name: "waivers", title: "What the keeper of the contracts excuses", keys: WaiverReader.keys,
        values: [
            "waivers": .init("the name of the list", Terms.text),
            "entries": .init("the waivers", Terms.list(Terms.map("waiver"))),
        ], required: ["waivers"])

    static let waiver = SchemaMap(
        name: "waiver", title: "A fail that is excused, by whom, why and until when", keys: WaiverReader.entryKeys,
        values: [
            "id": .init("the waiver's identifier", Terms.text),
            "rule": .init("a rule's identifier, or a pattern", Terms.text),
            "scope": .init("where it holds", Terms.map("waiverScope")),
            "reason": .init("why it is excused", Terms.text),
            "owner": .init("who excuses it", Terms.text),
            "link": .init("where more is told", Terms.text),
            "expires": .init("the last day on which it holds", Terms.text),
        ])

    static let waiverScope = SchemaMap(
        name: "waiverScope", title: "Where a waiver holds, each a pattern", keys: WaiverReader.scopeKeys,
        values: [
            "row": .init("the row of the rule's table", Terms.text),
            "environment": .init("the environment's name", Terms.text),
            "target": .init("the endpoint", Terms.text),
        ])
}
