import ContractCore

extension Exchange {
    /// The header lines that a delegated signature added, as they were sent.
    var delegatedLines: [HeaderLine] {
        guard request.signature != nil else { return [] }
        let text = ResponseHead.text(sentHead.span)
        return text.split(separator: "\r\n").dropFirst().compactMap { line in
            let name = String(line.prefix { $0 != ":" })
            let isAdded = HeaderLines.sameName(name, "Authorization") || name.lowercased().hasPrefix("x-amz-")
            guard isAdded, request.headers[name] == nil else { return nil }
            return HeaderLine(name: name, value: String(line.dropFirst(name.count + 1).drop { $0 == " " }))
        }
    }
}
