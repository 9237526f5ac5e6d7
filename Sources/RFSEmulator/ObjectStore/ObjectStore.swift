import Crypto
import Foundation
import HTTPTypes
import Logging

/// A small object store: public buckets that clients fill, and one private bucket for the packages of versions.
struct ObjectStore: Sendable {
    /// The largest object, in bytes.
    static let maximumBody = 64 << 20

    let objects: ObjectTable
    let accounts: Accounts
    let links: LinkSigner
    let logger: Logger
    /// Links that an altered rule lets work once only.
    let spent = SpentLinks()

    /// Answers one request.
    func answer(_ call: HTTPCall) -> HTTPAnswer {
        do {
            guard let name = ObjectName(path: call.rawPath) else {
                return failure(400, "InvalidURI", "the path is not /bucket/key")
            }
            if name.bucket == Array(LinkSigner.bucket.utf8) { return answerPrivate(call) }
            switch call.method {
            case "PUT": return try put(call, name)
            case "GET", "HEAD": return get(call, name)
            case "DELETE":
                try objects.delete(name)
                return HTTPAnswer(status: 204)
            default:
                var answer = failure(405, "MethodNotAllowed", "the method \(call.method) is not allowed")
                answer.headers[.allow] = "GET, HEAD, PUT, DELETE"
                return answer
            }
        } catch {
            logger.error("object store", metadata: ["error": "\(error)"])
            return failure(500, "InternalError", "internal error")
        }
    }

    /// The answer to a body that is too large.
    static func tooLarge() -> HTTPAnswer {
        ObjectStore.failure(413, "EntityTooLarge", "an object has at most \(maximumBody) bytes")
    }

    /// The content of an object that a link names; nil when there is none or the link does not open it.
    func content(target: String) -> [UInt8]? {
        let call = HTTPCall(method: "GET", target: target)
        guard let name = ObjectName(path: call.rawPath) else { return nil }
        if name.bucket == Array(LinkSigner.bucket.utf8) {
            let answer = answerPrivate(call)
            return answer.status == 200 ? answer.body : nil
        }
        return objects.find(name)?.content
    }

    private func put(_ call: HTTPCall, _ name: ObjectName) throws -> HTTPAnswer {
        let object = StoredObject(
            contentType: call.value(.contentType) ?? "application/octet-stream",
            etag: "\"\(PercentCoding.hexadecimalText(Insecure.MD5.hash(data: call.body)))\"",
            modified: accounts.clock.wall.now(), content: call.body)
        try objects.put(object, at: name)
        return HTTPAnswer(status: 200, headers: [.eTag: object.etag])
    }

    private func get(_ call: HTTPCall, _ name: ObjectName) -> HTTPAnswer {
        guard let object = objects.find(name) else {
            return objects.bucketExists(name.bucket)
                ? failure(404, "NoSuchKey", "the object does not exist")
                : failure(404, "NoSuchBucket", "the bucket does not exist")
        }
        return HTTPAnswer(
            status: 200,
            headers: [
                .contentType: object.contentType, .eTag: object.etag, .lastModified: object.modified.headerText,
            ],
            body: object.content)
    }

    private func answerPrivate(_ call: HTTPCall) -> HTTPAnswer {
        guard call.method == "GET" || call.method == "HEAD" else {
            return failure(403, "AccessDenied", "the bucket cannot be changed")
        }
        guard let link = PresignedQuery(call.rawQuery),
            links.isValid(
                path: call.rawPath, expires: link.expires, isRestricted: link.isRestricted, signature: link.signature)
        else { return failure(403, "SignatureDoesNotMatch", "the link is not signed or was altered") }
        if link.isRestricted { return failure(403, "AccessDenied", "the link is for other addresses") }
        let key = String(call.rawPath.dropFirst(LinkSigner.bucket.utf8.count + 2))
        let domain = key.prefix { $0 != "/" }
        guard let account = accounts.account(domainID: String(domain)) else {
            return failure(404, "NoSuchKey", "the object does not exist")
        }
        guard account.now <= link.expires else { return failure(403, "AccessDenied", "the link has expired") }
        let package = account.withHoldings { $0.content(of: key) }
        guard let package else { return failure(404, "NoSuchKey", "the object does not exist") }
        let flags = (call.rawQuery ?? "").split(separator: "&")
        if let once = flags.first(where: { $0.hasPrefix("Once=") }), !spent.take(String(once)) {
            return failure(403, "AccessDenied", "the link was used before")
        }
        let content = flags.contains("Cut=1") ? package.content.dropLast() : package.content
        return HTTPAnswer(
            status: 200,
            headers: [
                .contentType: key.hasSuffix(".zip") ? "application/zip" : "text/plain; charset=utf-8",
                .eTag: "\"\(PercentCoding.hexadecimalText(Insecure.MD5.hash(data: package.content)))\"",
                .lastModified: package.created.headerText,
            ],
            body: content)
    }

    private func failure(_ status: Int, _ code: String, _ message: String) -> HTTPAnswer {
        Self.failure(status, code, message)
    }

    private static func failure(_ status: Int, _ code: String, _ message: String) -> HTTPAnswer {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>\(code)</Code><Message>\(message)</Message></Error>
            """
        return HTTPAnswer(status: status, headers: [.contentType: "application/xml"], body: Array(text.utf8))
    }
}
