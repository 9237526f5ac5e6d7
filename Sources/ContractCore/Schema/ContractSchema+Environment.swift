extension ContractSchema {
    private typealias Terms = SchemaTerms

    static let environment = SchemaMap(
        name: "environment", title: "One target: where it is, how to prove who asks, and what it allows",
        keys: EnvironmentReader.keys,
        values: [
            "environment": .init("the environment's name", Terms.text),
            "endpoint": .init("where requests go, unless --endpoint says otherwise", Terms.text),
            "variables": .init("values for contracts and for this file", Terms.values),
            "secrets": .init("values that no output shows, and where they come from", Terms.named(Terms.map("secret"))),
            "origins": .init("other origins that requests may go to", Terms.list(Terms.text)),
            "signer": .init(
                "how requests prove who asks: kinds with their settings, the usual one first",
                [
                    "type": ["object", "null"], "minProperties": 1,
                    "additionalProperties": ["type": "object"],
                ]),
            "identities": .init("values in whose name a step may ask, by the word for 'as'", Terms.named(Terms.values)),
            "pace": .init("how fast, and how patient", Terms.map("pace")),
            "isolation": .init("the capability that gives each case an account of its own", Terms.text),
            "files": .init("links to declared files that lie ready", Terms.named(Terms.text)),
            "capabilities": .init(
                "what the environment can do, as a request each", Terms.named(Terms.map("capability"))),
        ], required: ["environment"])

    static let secret = SchemaMap(
        name: "secret", title: "Where a secret comes from", keys: EnvironmentReader.secretKeys,
        values: [
            "env": .init("the variable of the process environment that holds it", Terms.text),
            "file": .init("the file that holds it", Terms.text),
        ])

    static let pace = SchemaMap(
        name: "pace", title: "How fast a run may be, and how long it waits", keys: EnvironmentReader.paceKeys,
        values: [
            "timeout": .init("the longest that a request may take", Terms.duration),
            "deadline": .init("how long 'until' asks again", Terms.duration),
            "every": .init("how long 'until' waits between two requests", Terms.duration),
            "patience": .init("the longest wait on a real clock", Terms.duration),
            "rate": .init("requests at most in a time: 20/s", Terms.rate),
            "jobs": .init("cases at once", ["type": "integer", "minimum": 1]),
        ])

    static let capability = SchemaMap(
        name: "capability", title: "Something that the environment can do, as a request",
        keys: StepReader.requestKeys + EnvironmentReader.capabilityKeys,
        values: requestValues.merging([
            "capture": .init(
                "values taken from the answer", Terms.named(Terms.any(["type": "string"], Terms.map("capture")))),
            "secret": .init("captured values that no output shows", Terms.texts),
            "cleanup": .init("the request that undoes it", Terms.map("request")),
            "link": .init("the link under which the target finds a file that was put", Terms.text),
        ]) { first, _ in first })
}
