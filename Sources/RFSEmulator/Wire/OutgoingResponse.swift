import HTTPTypes
import NIOCore
import NIOHTTP1

/// An answer as it goes over the wire: head and content in one buffer.
struct OutgoingResponse {
    /// Whether the connection ends behind it.
    var isLast: Bool
    private let answer: HTTPAnswer
    private let isChunked: Bool
    private let hasContent: Bool
    private let isToOld: Bool

    init(_ answer: HTTPAnswer, to request: IncomingRequest, framing: EmulatorConfiguration.Framing) {
        self.answer = answer
        isLast = request.closes || framing == .closing
        isToOld = request.isOld
        hasContent = !answer.body.isEmpty && answer.status != 204 && request.call.method != "HEAD"
        isChunked = framing == .chunked && answer.status != 204 && request.call.method != "HEAD" && !request.isOld
    }

    /// The bytes, written by the form of RFC 9112.
    func bytes(date: String, allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 512 + (hasContent ? answer.body.count : 0))
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(answer.status))
        buffer.writeStaticString(" ")
        buffer.writeString(HTTPResponseStatus(statusCode: answer.status).reasonPhrase)
        buffer.writeStaticString("\r\n")
        for field in answer.headers {
            buffer.writeString(field.name.rawName)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("Date: ")
        buffer.writeString(date)
        if isChunked {
            buffer.writeStaticString("\r\nTransfer-Encoding: chunked")
        } else if answer.status != 204 {
            buffer.writeStaticString("\r\nContent-Length: ")
            buffer.writeString(String(answer.body.count))
        }
        if isLast {
            buffer.writeStaticString("\r\nConnection: close")
        } else if isToOld {
            buffer.writeStaticString("\r\nConnection: keep-alive")
        }
        buffer.writeStaticString("\r\n\r\n")
        if isChunked {
            if hasContent {
                buffer.writeString(String(answer.body.count, radix: 16))
                buffer.writeStaticString("\r\n")
                buffer.writeBytes(answer.body)
                buffer.writeStaticString("\r\n")
            }
            buffer.writeStaticString("0\r\n\r\n")
        } else if hasContent {
            buffer.writeBytes(answer.body)
        }
        return buffer
    }
}
