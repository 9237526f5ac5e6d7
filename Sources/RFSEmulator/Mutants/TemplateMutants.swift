/// Mutants of how templates, variables and agencies are given.
enum TemplateMutants {
    static let all: [Mutant] =
        ["create-stack", "deploy-stack", "create-execution-plan"].flatMap(templates)
        + ["create-stack", "update-stack"].flatMap(agencies)

    private static func templates(_ operation: String) -> [Mutant] {
        let table = MutantTable(operation: operation)
        let refused: [(String, String)] = [
            ("template-source-both", "template_body and template_uri at once"),
            ("template-source-missing", "a request without a template"), ("template-utf8", "a template in UTF-16"),
            ("template-file-extension", "a file that is not what its ending says"),
            ("template-zip-no-tfvars", "an archive with variables"),
            ("vars-uri-presigned", "variables from outside of the object store"),
            ("vars-body-syntax", "a vars_body that is no tfvars text"),
            ("vars-duplicate-body-uri", "a variable in vars_body and vars_uri"),
            ("vars-duplicate-structure-body", "a variable in vars_structure and vars_body"),
            ("vars-duplicate-structure-uri", "a variable in vars_structure and vars_uri"),
            ("vars-structure-var-key-required", "a variable without var_key"),
            ("vars-structure-var-value-required", "a variable without var_value"),
            ("vars-structure-var-key-form", "a var_key of another form"),
            ("vars-structure-var-value-string", "a var_value that is no string"),
            ("vars-structure-encryption-kms-required", "an encryption without a key"),
        ]
        let bounds: [[Mutant]] = [
            table.bound("template-zip-size-packed", 1 << 20, "bytes of an archive", by: 1 << 18),
            table.bound("template-zip-size-unpacked", 1 << 20, "unpacked bytes", by: 1 << 18),
            table.bound("template-zip-count", 100, "files in an archive"),
            table.bound("template-zip-path", 2048, "bytes in a path of an archive"),
            table.bound("template-zip-file-name", 255, "bytes in a file name of an archive"),
            table.bound("vars-structure-count", 100, "entries in vars_structure"),
            table.bound("vars-structure-var-key-length", 32, "characters in a var_key"),
            table.bound("vars-structure-var-value-length", 2048, "characters in a var_value"),
        ]
        let lower: [Mutant] = [
            Mutant(
                table.rule("vars-structure-kms-id"), .shift, .move(lower: -1),
                "accepts the id of a key with 35 characters", by: "status"),
            Mutant(
                table.rule("vars-structure-kms-cipher-text"), .shift, "lower", .move(lower: -1),
                "accepts a cipher_text of 1 character", by: "status"),
            Mutant(
                table.rule("vars-structure-kms-cipher-text"), .shift, "upper", .move(upper: 1),
                "accepts a cipher_text of 2049 characters", by: "status"),
        ]
        // A stack may be created without a template.
        let all = refused.filter { operation != "create-stack" || $0.0 != "template-source-missing" }
        return all.flatMap { table.accepted($0.0, $0.1) } + bounds.flatMap { $0 } + lower
    }

    private static func agencies(_ operation: String) -> [Mutant] {
        let table = MutantTable(operation: operation)
        let refused: [(String, String)] = [
            ("agencies-provider-name-duplicate", "a provider named twice"),
            ("agencies-agency-urn-form", "an agency_urn of another form"),
            ("agencies-name-or-urn", "an agency with both or neither of name and urn"),
            ("agencies-provider-name-required", "an agency without provider_name"),
        ]
        let bounds: [[Mutant]] = [
            table.bound("agencies-count", 10, "agencies"),
            table.bound("agencies-agency-name-length", 64, "characters in an agency_name"),
        ]
        let provider = table.rule("agencies-provider-name-length")
        let ends: [Mutant] = [
            Mutant(
                provider, .shift, "upper", .move(upper: 1), "accepts a provider_name of 129 characters", by: "status"),
            Mutant(provider, .shift, "lower", .move(lower: -1), "accepts an empty provider_name", by: "status"),
        ]
        return refused.flatMap { table.accepted($0.0, $0.1) } + bounds.flatMap { $0 } + ends
    }
}
