/// Fetches and checks the package of a new version.
extension OperationContext {
    /// The bytes of the package behind a link, refused unless they keep the rules of packages.
    func package(_ link: String) throws -> [UInt8] {
        guard let package = services.packages.read(link) else {
            throw Refusal(.linkUnreachable, "module_uri does not lead to an object of the object store")
        }
        try PackageRules(rules: rules).check(package)
        return rules.takesPlace("package-plaintext") ? package : package.map { ~$0 }
    }

    /// The key under which the package of a version is kept.
    func objectKey(module: String) -> String {
        "\(account.domainID)/\(module)/\(account.nextIdentifier()).zip"
    }
}
