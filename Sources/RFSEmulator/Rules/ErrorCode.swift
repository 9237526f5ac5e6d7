/// Every error code of the emulator with its status.
///
/// The first part is documented (error codes of the service). The documents name no codes for errors that are special
/// to modules, so those of the second part are ours; they keep the documented form of eleven characters, in which the
/// fifth digit of the number goes with the status.
struct ErrorCode: Sendable, Hashable {
    let code: String
    let status: Int

    private init(_ code: String, _ status: Int) {
        self.code = code
        self.status = status
    }

    // Documented.
    static let required = ErrorCode("RF.10011001", 400)
    static let unknownParameter = ErrorCode("RF.10011002", 400)
    static let tooLong = ErrorCode("RF.10011005", 400)
    static let tooShort = ErrorCode("RF.10011006", 400)
    static let letterDigitHyphen = ErrorCode("RF.10011008", 400)
    static let name = ErrorCode("RF.10011010", 400)
    static let packageHoldsVariables = ErrorCode("RF.10011025", 400)
    static let packageUnpackedSize = ErrorCode("RF.10011026", 400)
    static let notInEnumeration = ErrorCode("RF.10011027", 400)
    static let bodyMissing = ErrorCode("RF.10011032", 400)
    static let bodyNotJSON = ErrorCode("RF.10011033", 400)
    static let notInteger = ErrorCode("RF.10011036", 400)
    static let wrongType = ErrorCode("RF.10011038", 400)
    static let packageFileCount = ErrorCode("RF.10011041", 400)
    static let packagePackedSize = ErrorCode("RF.10011042", 400)
    static let nothingToUpdate = ErrorCode("RF.10011084", 400)
    static let duplicate = ErrorCode("RF.10011093", 400)
    static let packageUnreadable = ErrorCode("RF.10011102", 400)
    static let packagePathLength = ErrorCode("RF.10011151", 400)
    static let packageFileNameLength = ErrorCode("RF.10011152", 400)
    static let packageLeadingSlash = ErrorCode("RF.10011155", 400)
    static let packagePathSegment = ErrorCode("RF.10011156", 400)
    static let packageWithoutTemplate = ErrorCode("RF.10011157", 400)
    static let notAuthenticated = ErrorCode("RF.10012001", 401)
    static let notPermitted = ErrorCode("RF.10012507", 403)
    static let throttled = ErrorCode("RF.10014001", 429)
    static let `internal` = ErrorCode("RF.10010001", 500)

    // Ours, in the documented form.
    static let moduleIDMismatch = ErrorCode("RF.10011901", 400)
    static let linkForm = ErrorCode("RF.10011902", 400)
    static let linkUnreachable = ErrorCode("RF.10011903", 400)
    static let version = ErrorCode("RF.10011904", 400)
    static let versionWithoutPackage = ErrorCode("RF.10011905", 400)
    static let sortPairs = ErrorCode("RF.10011906", 400)
    static let outOfRange = ErrorCode("RF.10011907", 400)
    static let marker = ErrorCode("RF.10011908", 400)
    static let malformedURL = ErrorCode("RF.10011909", 400)
    static let moduleQuota = ErrorCode("RF.10012901", 403)
    static let versionQuota = ErrorCode("RF.10012902", 403)
    static let moduleNotFound = ErrorCode("RF.10013901", 404)
    static let versionNotFound = ErrorCode("RF.10013902", 404)
    static let moduleExists = ErrorCode("RF.10013951", 409)
    static let versionExists = ErrorCode("RF.10013952", 409)

    // Codes of the gateway in front of the service.
    static let noSuchAPI = ErrorCode("APIGW.0101", 404)
    static let methodNotAllowed = ErrorCode("APIGW.0101", 405)
    static let bodyTooLarge = ErrorCode("APIGW.0201", 413)
}
