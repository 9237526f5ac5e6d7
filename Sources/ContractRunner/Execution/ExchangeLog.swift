import ContractCore

/// The exchanges of a case: kept as they are while they are small, and made into records only when somebody reads them.
///
/// Nearly every case passes, and of a case that passes no more than outlines are kept.
struct ExchangeLog {
    private enum Entry {
        case whole(Exchange, label: String, signing: SigningRecord?)
        case record(ExchangeRecord, request: WireRequest?)
    }

    private var entries: [Entry] = []
    /// How many exchanges there are.
    var count: Int { entries.count }
    /// The most outlines that are kept of a case.
    private static let outlineLimit = 200

    /// Adds an exchange; one whose content is cut in reports is made into a record at once.
    mutating func append(_ exchange: Exchange, label: String, signing: SigningRecord? = nil) {
        let size = exchange.response.body.count + (exchange.request.body?.count ?? 0)
        if size <= ExchangeRecord.bodyLimit {
            entries.append(.whole(exchange, label: label, signing: signing))
        } else {
            entries.append(.record(Self.record(exchange, label, signing), request: exchange.request))
        }
        trim()
    }

    /// Adds what is known of an exchange as far as it is to be told.
    mutating func append(_ record: ExchangeRecord, request: WireRequest? = nil) {
        entries.append(.record(record, request: request))
        if request != nil { trim() }
    }

    /// What a case keeps that passes.
    var outlines: [ExchangeRecord] {
        entries.prefix(Self.outlineLimit).map { entry in
            switch entry {
            case .whole(let exchange, let label, _): ExchangeRecord(outlineOf: exchange, label: label)
            case .record(let record, _): record.outline
            }
        }
    }

    /// Every exchange, with its curl line where its request is known.
    func records(curl: (WireRequest) -> String) -> [ExchangeRecord] {
        entries.map { entry in
            switch entry {
            case .whole(let exchange, let label, let signing):
                var record = Self.record(exchange, label, signing)
                record.curl = curl(exchange.request)
                return record
            case .record(var record, let request):
                if let request { record.curl = curl(request) }
                return record
            }
        }
    }

    private static func record(_ exchange: Exchange, _ label: String, _ signing: SigningRecord?) -> ExchangeRecord {
        var record = ExchangeRecord(exchange, label: label)
        record.signing = signing
        return record
    }

    /// Keeps the evidence of a case that asks again and again within its bounds while it grows.
    private mutating func trim() {
        guard entries.count.isMultiple(of: 16) else { return }
        let made = entries.map { entry in
            switch entry {
            case .whole(let exchange, let label, let signing):
                (Self.record(exchange, label, signing), WireRequest?.some(exchange.request))
            case .record(let record, let request): (record, request)
            }
        }
        entries = zip(Evidence.cut(made.map(\.0), to: Evidence.caseLimit), made).map { .record($0, request: $1.1) }
    }
}
