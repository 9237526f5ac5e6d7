/// What an implementation may do in its own way, because the documents leave it free.
struct Manners: Sendable, Hashable {
    /// How messages for people are worded.
    enum Wording: Sendable, Hashable {
        case usual, chinese, terse, markup
    }

    /// What stands for a text that was never given.
    enum Unset: Sendable, Hashable {
        case absent, null, empty
    }

    var wording = Wording.usual
    /// Whether errors have codes of another form.
    var hasOtherCodes = false
    /// Whether refusals of unknown callers come from a gateway, with its codes.
    var hasGatewayRefusals = false
    /// Whether error bodies have all of their optional members.
    var hasFullErrors = false
    /// The number of entries of a page when no limit is given.
    var defaultLimit = OperationContext.defaultLimit
    var hasPreviousMarkers = true
    /// Whether `page_info` is left out when everything fits on one page.
    var omitsPageInfo = false
    /// Whether markers that are not there are null.
    var hasNullMarkers = false
    /// Whether markers serve with any parameters.
    var takesAnyMarker = false
    var unset = Unset.absent
    var refusesEmptyDescription = false
    var ignoresUnknown = false
    /// Milliseconds from create_time to update_time of a new module.
    var updateDelay: Int64 = 0
    /// Whether a new version moves the update_time of its module.
    var versionsTouchModules = false
    /// Whether parameters are checked in reverse order.
    var checksBackwards = false
    /// The clock moves in steps of so many milliseconds.
    var clockStep: Int64 = 1
    /// The version digit of ids.
    var idVersion: UInt8 = 4

    /// The message of a refusal as it is worded.
    func worded(_ refusal: Refusal) -> Refusal {
        var refusal = refusal
        switch wording {
        case .usual: break
        case .chinese: refusal.message = "请求无效（\(refusal.message)）"
        case .terse: refusal.message = "no"
        case .markup: refusal.message = "<b>\"\(refusal.message)\"</b> \\ 😀\u{202E}\u{0007}"
        }
        if hasOtherCodes { refusal.code = "SVC.\(refusal.status)0\(refusal.code.suffix(4))" }
        if hasGatewayRefusals, refusal.status == 401 { refusal.code = "APIGW.0301" }
        return refusal
    }
}
