extension ExchangeRecord {
    /// Writes the record; an outline ends with one byte that says so.
    func pack(into writer: inout PackedWriter) {
        writer.add(label, .label)
        writer.add(method, .method)
        writer.add(url, .url)
        writer.add(optional: status) { $0.add($1) }
        timings.pack(into: &writer)
        writer.add(isOutline)
        guard !isOutline else { return }
        writer.add(optional: requestHeaders) { $1.pack(into: &$0) }
        writer.add(optional: requestBody) { $1.pack(into: &$0) }
        writer.add(optional: reasonPhrase, .reasonPhrase)
        writer.add(optional: responseHeaders) { $1.pack(into: &$0) }
        writer.add(optional: responseBody) { $1.pack(into: &$0) }
        writer.add(optional: failure, .failure)
        writer.add(optional: curl)
        writer.add(optional: signing) { $1.pack(into: &$0) }
    }

    /// Reads a record.
    init(unpacking reader: inout PackedReader) {
        self.init(
            label: reader.text(.label), method: reader.text(.method), url: reader.text(.url),
            status: reader.optional { $0.number() }, timings: TransferTimings(unpacking: &reader))
        guard !reader.flag() else { return }
        self.init(
            label: label, method: method, url: url,
            requestHeaders: reader.optional { HeaderLines(unpacking: &$0) },
            requestBody: reader.optional { BodyRecord(unpacking: &$0) }, status: status,
            reasonPhrase: reader.optionalText(.reasonPhrase),
            responseHeaders: reader.optional { HeaderLines(unpacking: &$0) },
            responseBody: reader.optional { BodyRecord(unpacking: &$0) }, failure: reader.optionalText(.failure),
            timings: timings, curl: reader.optionalText(), signing: reader.optional { SigningRecord(unpacking: &$0) })
    }
}

extension TransferTimings {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(nameLookup)
        writer.add(connect)
        writer.add(tls)
        writer.add(firstByte)
        writer.add(total)
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(
            nameLookup: reader.double(), connect: reader.double(), tls: reader.double(), firstByte: reader.double(),
            total: reader.double())
    }
}

extension HeaderLines {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(all: lines) { writer, line in
            writer.add(line.name)
            writer.add(line.value)
        }
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(reader.all { HeaderLine(name: $0.text(), value: $0.text()) })
    }
}

extension BodyRecord {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(text)
        writer.add(isBase64)
        writer.add(size)
        writer.add(isCut)
        writer.add(optional: sha256)
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(
            text: reader.text(), isBase64: reader.flag(), size: reader.number(), isCut: reader.flag(),
            sha256: reader.optionalText())
    }
}

extension SigningRecord {
    fileprivate func pack(into writer: inout PackedWriter) {
        writer.add(canonicalRequest)
        writer.add(stringToSign)
    }

    fileprivate init(unpacking reader: inout PackedReader) {
        self.init(canonicalRequest: reader.text(), stringToSign: reader.text())
    }
}
