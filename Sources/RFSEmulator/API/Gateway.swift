import HTTPTypes
import Logging
import Synchronization

/// Answers the requests of one region: address, caller, throttling, permission, parameters, operation.
final class Gateway: Sendable {
    /// The largest body, in bytes.
    static let maximumBody = 12 << 20

    private let region: Region
    private let router: Router
    private let authenticator: Authenticator
    private let services: InstanceServices
    private let logger: Logger
    private let identifiers: IdentifierSource
    /// The mutant that the emulator is, which every answer admits; nil for a faithful one.
    private let mutant: String?
    private let unknownCallers = Atomic<Int64>(0)

    init(
        region: Region, rules: RuleBook, authenticator: Authenticator, services: InstanceServices,
        identifiers: IdentifierSource, mutant: String? = nil, logger: Logger
    ) {
        self.region = region
        self.authenticator = authenticator
        self.services = services
        self.identifiers = identifiers
        self.mutant = mutant
        self.logger = logger
        router = Router(Operations.all, rules: rules)
    }

    /// Answers one request; an unexpected error becomes an answer too.
    func answer(_ call: HTTPCall) -> HTTPAnswer {
        var answer = routed(call)
        if let mutant { answer.headers[.emulatorMutant] = mutant }
        return answer
    }

    private func routed(_ call: HTTPCall) -> HTTPAnswer {
        switch router.match(method: call.method, path: call.rawPath) {
        case .none:
            return refuse(Refusal(.noSuchAPI, "the API does not exist"), requestID: nextRequestID())
        case .wrongMethod(let allowed):
            var answer = refuse(
                Refusal(.methodNotAllowed, "the API does not have the method \(call.method)"),
                requestID: nextRequestID())
            answer.headers[.allow] = allowed.joined(separator: ", ")
            return answer
        case .route(let route, let path):
            return answer(call, route, path)
        }
    }

    /// The answer to a body that is too large to be read.
    func tooLarge() -> HTTPAnswer {
        refuse(
            Refusal(.bodyTooLarge, "the request body is larger than \(Self.maximumBody) bytes"),
            requestID: nextRequestID())
    }

    private func answer(
        _ call: HTTPCall, _ route: Router.Route, _ path: [(name: String, raw: Substring)]
    ) -> HTTPAnswer {
        var rules = route.rules
        if !rules.isFaithful { rules.deferred = DeferredRefusal() }
        let user: User
        do {
            user = try authenticator.user(of: call)
        } catch {
            guard let stranger = authenticator.stranger(call, refused: error, rules) else {
                return refuse(rules.signal("status-401", error), requestID: nextRequestID(), rules)
            }
            user = stranger
        }
        let (instant, number) = user.account.beginRequest()
        let now = Instant(milliseconds: instant.milliseconds - instant.milliseconds % rules.manners.clockStep)
        let requestID = user.account.identifiers.requestID(number)
        do {
            let context = OperationContext(
                rules: rules, account: user.account, region: region, now: now, services: services,
                reach: authenticator.reach)
            var answer = try perform(call, route, path, user, context)
            if let refusal = rules.deferred?.refusal { throw refusal }
            answer.headers.append(HTTPField(name: .requestID, value: requestID))
            return rules.changed(answer)
        } catch let refusal as Refusal {
            return refuse(rules.deferred?.refusal ?? refusal, requestID: requestID, rules)
        } catch {
            logger.error(
                "request failed", metadata: ["operation": "\(route.operation.name)", "error": "\(error)"])
            return refuse(rules.deferred?.refusal ?? Refusal(.internal, "internal error"), requestID: requestID, rules)
        }
    }

    private func perform(
        _ call: HTTPCall, _ route: Router.Route, _ path: [(name: String, raw: Substring)], _ user: User,
        _ context: OperationContext
    ) throws -> HTTPAnswer {
        if let fault = user.account.takeFault(operation: route.operation.name) {
            var refusal =
                fault.status == 429
                ? Refusal(.throttled, "too many requests") : Refusal(.internal, "internal error")
            refusal.retryAfter = fault.retryAfter
            try context.rules.require("status-\(fault.status)", false, else: refusal)
        }
        try authenticator.checkScope(of: call, user: user)
        try context.rules.require(
            "status-403-permission", user.isAllowed(route.operation.name),
            else: authenticator.denial("the policy of the caller does not allow \(route.operation.documentedName)"))
        let validator =
            context.rules.isFaithful
            ? route.validator : route.validator.following(context.rules)
        let arguments = try validator.arguments(of: call, path: path)
        if let project = arguments["project_id"], project != user.account.projectID {
            throw authenticator.denial("the project \(project) does not belong to the caller")
        }
        return try route.operation.perform(arguments, in: context)
    }

    private func refuse(_ refusal: Refusal, requestID: String, _ rules: OperationRules? = nil) -> HTTPAnswer {
        let refusal = rules?.manners.worded(refusal) ?? refusal
        let isComplete = rules.map { $0.isFaithful || $0.keepsErrorBody(status: refusal.status) } ?? true
        let isFull = rules?.manners.hasFullErrors ?? false
        var answer = HTTPAnswer.json(
            refusal.status, refusal.body(requestID: requestID, isComplete: isComplete, isFull: isFull))
        answer.headers.append(HTTPField(name: .requestID, value: requestID))
        if let seconds = refusal.retryAfter { answer.headers[.retryAfter] = String(seconds) }
        return rules?.changed(answer) ?? answer
    }

    private func nextRequestID() -> String {
        let number = unknownCallers.add(1, ordering: .relaxed).newValue
        return identifiers.hexadecimal("request \(region.name)", number)
    }
}
