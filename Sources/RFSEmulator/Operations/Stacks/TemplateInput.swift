/// A template with the values of its variables, as a request gave them.
struct TemplateInput: Sendable {
    /// The template as it was sent, for later download.
    var bytes: [UInt8]
    var files: TemplateFiles
    var configuration: TemplateConfiguration
    var variables: VariableValues
    var inputs: DeploymentInputs
}

extension OperationContext {
    /// The template of a request; nil when there is none and none is needed.
    func template(_ arguments: Arguments, isRequired: Bool) throws -> TemplateInput? {
        let body = arguments["template_body"]
        let link = arguments["template_uri"]
        try rules.require(
            "template-source-both", body == nil || link == nil,
            else: Refusal(.templateSourceBoth, "template_body and template_uri are both given"))
        if isRequired {
            try rules.require(
                "template-source-missing", body != nil || link != nil,
                else: Refusal(.templateSourceMissing, "neither template_body nor template_uri is given"))
        } else {
            try rules.permit(
                "template-optional", when: body == nil && link == nil, "template_body and template_uri are missing")
        }
        var inputs = DeploymentInputs(templateName: "main.tf")
        let variables = try self.variables(arguments, into: &inputs)
        guard body != nil || link != nil || isRequired else { return nil }
        let bytes: [UInt8]
        var files: TemplateFiles
        if let link, body == nil {
            (bytes, files) = try file(behind: link, into: &inputs)
        } else {
            bytes = Array((body ?? "").utf8)
            files = TemplateFiles.single(body: bytes)
            inputs.templateName = files.files.first?.name ?? inputs.templateName
        }
        let configuration = try parsed(link == nil ? .templateBody : .template) {
            try services.templates.read(files, limits: TemplateArchiveRules(rules: rules).limits)
        }
        return TemplateInput(
            bytes: bytes, files: files, configuration: configuration, variables: variables, inputs: inputs)
    }

    /// Reads the file behind `template_uri`.
    private func file(
        behind link: String, into inputs: inout DeploymentInputs
    ) throws -> (bytes: [UInt8], files: TemplateFiles) {
        guard let bytes = services.packages.read(link) else {
            throw Refusal(.templateUnreachable, "template_uri does not lead to an object of the object store")
        }
        let path = link.prefix { $0 != "?" }
        if path.hasSuffix(".zip") {
            inputs.templateName = "template.zip"
            let files = try TemplateArchiveRules(rules: rules).files(in: bytes)
            return (bytes, files)
        }
        guard bytes.count <= TemplateArchiveRules.maximumSize else {
            throw Refusal(
                .templateFileSize,
                "the template has \(bytes.count) bytes, more than \(TemplateArchiveRules.maximumSize)")
        }
        inputs.templateName = path.hasSuffix(".tf.json") ? "main.tf.json" : "main.tf"
        var content = bytes
        if String(validating: bytes, as: UTF8.self) == nil {
            try rules.require(
                "template-utf8", false, else: Refusal(.templateEncoding, "the template is not UTF-8 text"))
            content = Array(bytes.otherEncoding.utf8)
        }
        if inputs.templateName == "main.tf.json" {
            let isJSON = (try? JSONReader.read(content)) != nil
            try rules.require(
                "template-file-extension", isJSON,
                else: Refusal(.template, "the file behind template_uri is not JSON, as its ending says"))
        }
        let name = inputs.templateName
        return (bytes, TemplateFiles.single(body: content, name: name))
    }

    /// The values of variables from all three sources.
    private func variables(_ arguments: Arguments, into inputs: inout DeploymentInputs) throws -> VariableValues {
        var structure = VariableValues()
        if let value = arguments.structure("vars_structure") {
            let pairs = try VariableStructure.pairs(value, rules: rules)
            structure = try parsed(.duplicate) { try VariableValues.read(pairs: pairs) }
            var writer = JSONWriter()
            writer.value(value)
            inputs.variables = String(decoding: writer.bytes, as: UTF8.self)
        }
        var body = VariableValues()
        if let text = arguments["vars_body"] {
            inputs.variablesBody = text
            body = try values(Array(text.utf8), "vars_body", .variablesBody)
        }
        var file = VariableValues()
        if let link = arguments["vars_uri"] {
            let content = services.packages.read(link)
            try rules.require(
                "vars-uri-presigned", content != nil,
                else: Refusal(.variablesUnreachable, "vars_uri does not lead to an object of the object store"))
            let bytes = content ?? []
            guard bytes.count <= TemplateArchiveRules.maximumSize else {
                throw Refusal(.variablesFileSize, "the file behind vars_uri is too large")
            }
            inputs.variablesFile = String(decoding: bytes, as: UTF8.self)
            file = try values(bytes, "vars_uri", .variablesFile)
        }
        try join(body, file, "vars-duplicate-body-uri", "vars_body and vars_uri")
        try join(structure, body, "vars-duplicate-structure-body", "vars_structure and vars_body")
        try join(structure, file, "vars-duplicate-structure-uri", "vars_structure and vars_uri")
        return try joined([structure, body, file])
    }

    /// The values of several sources together; where a rule is altered, a source that repeats a name is left out.
    private func joined(_ sources: [VariableValues]) throws -> VariableValues {
        var all = VariableValues()
        for source in sources {
            let isRepeated = !Set(all.names).isDisjoint(with: source.names)
            if isRepeated, !rules.isFaithful { continue }
            all = try parsed(.duplicate) {
                var both = all
                try both.add(source)
                return both
            }
        }
        return all
    }

    private func values(_ bytes: [UInt8], _ name: String, _ code: ErrorCode) throws -> VariableValues {
        do {
            return try VariableValues.read(tfvars: bytes, file: name)
        } catch {
            try rules.require("vars-body-syntax", false, else: Refusal(code, of: error))
            return VariableValues()
        }
    }

    /// Refuses a variable that two sources give a value.
    private func join(_ one: VariableValues, _ other: VariableValues, _ rule: String, _ names: String) throws {
        let shared = Set(one.names).intersection(other.names).min()
        try rules.require(
            rule, shared == nil,
            else: Refusal(.duplicate, "\(names) both give a value to \(shared ?? "a variable")"))
    }

    /// What a reader of templates gives; what it does not accept is refused with the place.
    private func parsed<Value>(_ error: ErrorCode, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let problem as TemplateProblem {
            throw Refusal(error, of: problem)
        }
    }
}

extension Refusal {
    /// The refusal of a text that a reader does not accept; problems that have codes of their own get them.
    fileprivate init(_ error: ErrorCode, of problem: TemplateProblem) {
        switch problem.kind {
        case .encoding: self.init(.templateEncoding, "\(problem)")
        case .archive: self.init(.packageUnreadable, "\(problem)")
        case .variablesInPackage: self.init(.packageHoldsVariables, "\(problem)")
        case .noConfiguration: self.init(.packageWithoutTemplate, "\(problem)")
        default: self.init(error, "\(problem)")
        }
    }
}

extension [UInt8] {
    /// The text of bytes that are not UTF-8: UTF-16 behind its byte order mark, otherwise ISO 8859-1.
    fileprivate var otherEncoding: String {
        let isLittle = starts(with: [0xFF, 0xFE])
        guard isLittle || starts(with: [0xFE, 0xFF]) else {
            return String(String.UnicodeScalarView(map { Unicode.Scalar($0) }))
        }
        let units = stride(from: 2, to: count - 1, by: 2).map { index in
            let pair = (UInt16(self[index]), UInt16(self[index + 1]))
            return isLittle ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1
        }
        return String(decoding: units, as: UTF16.self)
    }
}
