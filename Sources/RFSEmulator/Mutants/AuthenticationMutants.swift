/// Mutants of the rules about credentials that belong to no operation.
enum AuthenticationMutants {
    private static let table = MutantTable(operation: "authentication")

    static let all: [Mutant] =
        [
            Mutant(
                table.rule("accounts-apart"), .drop, .drop,
                "shows what belongs to other accounts, and takes requests to change it", by: "status", "unchanged"),
            Mutant(
                table.rule("signature-chooses-fields"), .tighten, .refuse(.without("client-request-id")),
                "demands that Client-Request-Id is signed", by: "status"),
            Mutant(
                table.rule("signature-covers-host-and-date"), .drop, .drop,
                "accepts a signature that covers neither host nor date", by: "status"),
            Mutant(
                table.rule("signature-date-window"), .tighten, .move(upper: -600_000),
                "refuses a signature of more than five minutes ago", by: "status"),
            Mutant(
                table.rule("foreign-project"), .drop, .drop, "lets a caller name the project of another account",
                by: "status"),
        ] + table.answers("foreign-project", [400, 404], "to the project of another account")
        + table.answers("signature-covers-host-and-date", [400, 403], "to a signature without host or date")
}
