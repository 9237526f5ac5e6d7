/// Mutants of what packages of new versions must keep to.
enum PackageMutants {
    static let all: [Mutant] = ["create-private-module", "create-private-module-version"].flatMap(mutants)

    private static func mutants(_ operation: String) -> [Mutant] {
        func rule(_ name: String) -> RuleID { RuleID(operation: operation, rule: name) }
        func bound(_ name: String, _ most: Int, _ what: String, exact: Bool = true) -> [Mutant] {
            let refusals = ParameterMutants.refusals(rule(name), "a package with more \(what)")
            let drop = Mutant(
                rule(name), .drop, .move(upper: .max / 2), "accepts a package with any number of \(what)", by: "status")
            guard exact else {
                return [
                    drop,
                    Mutant(
                        rule(name), .tighten, .move(upper: -(most / 5)),
                        "refuses a package of less than \(most) \(what)",
                        by: "status"),
                    Mutant(
                        rule(name), .shift, .move(upper: most), "accepts a package of twice as many \(what)",
                        by: "status"),
                ] + refusals
            }
            return [
                drop,
                Mutant(rule(name), .shift, .move(upper: 1), "accepts a package with \(most + 1) \(what)", by: "status"),
                Mutant(rule(name), .tighten, .move(upper: -1), "refuses a package with \(most) \(what)", by: "status"),
            ] + refusals
        }
        func accept(_ name: String, _ word: String, _ texts: TextClass, _ what: String) -> Mutant {
            Mutant(rule(name), .drop, word, .accept(texts), "accepts a package with \(what)", by: "status")
        }
        func refuse(_ name: String, _ word: String, _ texts: TextClass, _ what: String) -> Mutant {
            Mutant(rule(name), .tighten, word, .refuse(texts), "refuses a package with \(what)", by: "status")
        }
        let whole: [Mutant] = [
            ("package-zip-only", "something that is no zip archive"), ("package-no-tfvars", "a .tfvars file"),
            ("package-no-leading-slash", "a path that begins with a slash"),
            ("package-path-segments", "a segment that is empty, a dot or two dots"),
            ("package-has-template", "no template"),
        ].flatMap { name, what in
            [Mutant(rule(name), .drop, .drop, "accepts a package with \(what)", by: "status")]
                + ParameterMutants.refusals(rule(name), "a package with \(what)")
        }
        let special = [
            Mutant(
                rule("package-zip-only"), .tighten, .way("all"), "refuses every package", by: "status"),
            accept("package-no-tfvars", "root", .equal("terraform.tfvars"), "a .tfvars file in its root"),
            accept("package-no-tfvars", "folder", .anyOf("/"), "a .tfvars file in a folder"),
            Mutant(
                rule("package-no-tfvars"), .tighten, .way("names"), "refuses a package with tfvars anywhere in a name",
                by: "status"),
            accept("package-path-segments", "empty", .equal("a//b.tf"), "an empty path segment"),
            accept("package-path-segments", "dot", .equal("a/./b.tf"), "a dot as path segment"),
            accept("package-path-segments", "two-dots", .equal("a/../b.tf"), "two dots as path segment"),
            accept("package-path-segments", "first", .startingWith("."), "two dots as first path segment"),
            refuse("package-path-segments", "names", .ending("e.tf"), "dots in longer names"),
            refuse("package-no-leading-slash", "inside", .anyOf("/"), "a slash inside of a path"),
            refuse("package-has-template", "json", .ending(".tf.json"), "a template of JSON syntax only"),
            refuse("package-has-template", "native", .ending(".tf"), "a template of native syntax only"),
            Mutant(
                rule("shallow-validation"), .tighten, .tighten, "refuses a package for the syntax of its templates",
                by: "status"),
            Mutant(
                rule("package-plaintext"), .effect, .effect, "keeps packages in a form that cannot be read", by: "body"),
        ]
        return whole + special + bound("package-size-packed", 1 << 20, "bytes", exact: false)
            + bound("package-size-unpacked", 1 << 20, "bytes unpacked", exact: false)
            + bound("package-file-count", 100, "files") + bound("package-path-length", 2048, "characters in a path")
            + bound("package-file-name-length", 255, "characters in a file name")
    }
}
