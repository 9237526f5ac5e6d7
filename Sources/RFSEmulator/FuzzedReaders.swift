/// The readers of what clients send, for the program that feeds them damaged input.
///
/// They share nothing with the readers of ContractCore, so they are fuzzed by themselves.
@_spi(Fuzz) public enum FuzzedReaders {
    /// Whether bytes are a sound package.
    public static func acceptsPackage(_ bytes: [UInt8]) -> Bool {
        (try? PackageRules(rules: OperationRules(operation: "create-private-module")).check(bytes)) != nil
    }

    /// How many bytes deflated data unpacks to; nil when it is not sound or unpacks to more than the limit.
    public static func unpackedSize(_ bytes: [UInt8], limit: Int) -> Int? {
        (try? Inflate.unpack(bytes[...], limit: limit))?.count
    }

    /// Whether a text is a sound Authorization header field.
    public static func acceptsAuthorization(_ text: String) -> Bool {
        (try? AuthorizationHeader(text)) != nil
    }

    /// Reads a text as everything that a request line and the headers of a signed request hold.
    public static func readRequestTexts(_ text: String) {
        _ = RequestSignature.instant(text)
        _ = RequestSignature.canonicalPath(text[...])
        _ = RequestSignature.canonicalQuery(text[...])
        _ = ObjectName(path: text[...])
        _ = PresignedQuery(text[...])
        _ = SemanticVersion.numbers(of: text)
        _ = Validator.isPackageLink(text)
    }

    /// How many bytes a text has once percent-encoding is undone; nil when it is not sound.
    public static func decodedSize(_ text: String) -> Int? {
        PercentCoding.decodeText(text)?.utf8.count
    }

    /// Whether bytes are a template, in the native syntax or in JSON, whose outputs can be computed.
    public static func acceptsTemplate(_ bytes: [UInt8]) -> Bool {
        guard let template = try? TemplateReader.read(TemplateFiles.single(body: bytes)),
            let values = try? VariableValues.read(tfvars: [])
        else { return false }
        return (try? template.resolve(variables: values)) != nil
    }

    /// Whether bytes are values of variables.
    public static func acceptsVariableValues(_ bytes: [UInt8]) -> Bool {
        (try? VariableValues.read(tfvars: bytes)) != nil
    }

    /// Whether bytes are JSON.
    public static func acceptsJSON(_ bytes: [UInt8]) -> Bool {
        (try? JSONReader.read(bytes)) != nil
    }
}
