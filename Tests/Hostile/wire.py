"""How answers come: bodies, codings, heads and connections."""
import gzip, zlib

from behaviour import ALL, CHUNKED, OK, SOUND, Behaviour, always, area, behaviour, bytes_, head, sized, stream

# -- sound, as a control; everything below deviates from it
area("controls")
always("a sound answer", "pass")


@behaviour("a sound answer, a byte at a time", "pass")
def _(c, *_):
    for byte in sized(SOUND):
        c.send(bytes([byte]))


bytes_("a sound answer of HTTP/1.0", "pass", "HTTP/1.0 200 OK\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("a sound answer of HTTP/1.0 without a length", "pass", "HTTP/1.0 200 OK\r\n\r\n", SOUND)
bytes_("HTTP/1.0 that keeps the connection", "pass", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 23\r\n\r\n", SOUND, closes=False)
bytes_("a status line without a reason", "pass", "HTTP/1.1 200\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("a sound answer in chunks, with extensions and trailers", "pass", CHUNKED, b'0017;a="b;c"\r\n' + SOUND + b"\r\n000;x\r\nX-Sum: 1\r\n\r\n", closes=False)
bytes_("fifty informational answers and a sound one", "pass", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 50, sized(SOUND), closes=False)

# -- bodies: without end, slow, false lengths, chunks
area("content: endless, slow, false lengths, chunks")
stream("content without end, in chunks", "inconclusive", CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n")
stream("content without end or length", "inconclusive", OK + "\r\n", b" " * 65536)
stream("an array without end", "inconclusive", OK + "\r\n[", b"1," * 32768)


@behaviour("content that drips", "inconclusive")
def _(c, *_):
    c.send(head("Content-Length: 100000"))
    while True:
        c.send(b" ")
        c.pause(0.05)


@behaviour("a head that drips", "inconclusive")
def _(c, *_):
    for byte in OK + "X-Slow: " + "x" * 100_000:
        c.send(byte)
        c.pause(0.05)


bytes_("a length that is too great", "inconclusive", head("Content-Length: 9000"), SOUND)
bytes_("a length that is too small", "fail", head("Content-Length: 5"), SOUND)
bytes_("two lengths that differ", "inconclusive", head("Content-Length: 23", "Content-Length: 5"), SOUND)
bytes_("two lengths in one line", "inconclusive", head("Content-Length: 23, 5"), SOUND)
bytes_("a length below zero", "inconclusive", head("Content-Length: -1"), SOUND)
bytes_("a length of thirty digits", "inconclusive", head("Content-Length: " + "9" * 30), SOUND)
bytes_("a length that is a word", "inconclusive", head("Content-Length: many"), SOUND)
bytes_("the same length twice", "pass", head("Content-Length: 23", "Content-Length: 23"), SOUND)
bytes_("the same length twice in one line", "pass", head("Content-Length: 23, 23"), SOUND)
for length in ("+23", "0x17", "23abc", "2 3", "23;", "", "23.0", "２３"):
    bytes_(f"the length {length!r}", "inconclusive", head(f"Content-Length: {length}"), SOUND)
bytes_("a length and chunks", "pass", head("Content-Length: 5", "Transfer-Encoding: chunked"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("an unknown transfer coding", "inconclusive", head("Transfer-Encoding: rot13"), SOUND)
bytes_("chunked twice", "inconclusive", head("Transfer-Encoding: chunked, chunked"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("the transfer coding 'identity'", "fail", head("Transfer-Encoding: identity"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
for coding in ("chunked, identity", "identity, chunked"):
    bytes_(f"the transfer coding {coding!r}", "pass", head(f"Transfer-Encoding: {coding}"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
for coding in (", chunked", "chunked;q=1", "xchunked", "chunked\x0b"):
    bytes_(f"the transfer coding {coding!r}", "inconclusive", head(f"Transfer-Encoding: {coding}"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("a transfer coding behind a space", "fail", head("Transfer-Encoding : chunked"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("a chunk size of more than digits", "pass", CHUNKED, b"17g\r\n" + SOUND + b"\r\n0\r\n\r\n")
for size in ("+17", "0x17", "1 7", "-17", ""):
    bytes_(f"the chunk size {size!r}", "inconclusive", CHUNKED, size.encode() + b"\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("a chunk size behind a million zeros", "inconclusive", CHUNKED, b"0" * 1_000_000 + b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("an extension of 4 MB", ("pass", "inconclusive"), CHUNKED, b"17;" + b"x" * 4_000_000 + b"\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("trailers that contradict the head", "pass", CHUNKED, b"17\r\n" + SOUND + b"\r\n0\r\nContent-Length: 5\r\nTransfer-Encoding: gzip\r\nX-Type: thing\r\n\r\n")
bytes_("a chunk size that is none", "inconclusive", CHUNKED, "zz\r\n{}\r\n0\r\n\r\n")
bytes_("a chunk size below zero", "inconclusive", CHUNKED, "-5\r\nhello\r\n0\r\n\r\n")
bytes_("a chunk larger than the world", "inconclusive", CHUNKED, "f" * 40 + "\r\n", SOUND)
bytes_("a chunk without its line end", "inconclusive", CHUNKED, "17\r\n", SOUND, "0\r\n\r\n")
bytes_("a last chunk that never comes", "inconclusive", CHUNKED, "17\r\n", SOUND, "\r\n")
stream("trailers without end", "inconclusive", CHUNKED + "2\r\n{}\r\n0\r\n", b"X-Trailer: " + b"x" * 1000 + b"\r\n")
stream("a chunk extension without end", "inconclusive", CHUNKED + "2;", b"x" * 4096)
stream("a chunk of a byte and an extension, without end", "inconclusive", CHUNKED, (b"1;" + b"x" * 1000 + b"\r\n \r\n") * 64)
bytes_("content behind 204", "fail", "HTTP/1.1 204 No Content\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("content behind 304", "fail", "HTTP/1.1 304 Not Modified\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("content behind 205", "fail", "HTTP/1.1 205 Reset Content\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("chunks behind 204", "fail", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n", SOUND, "\r\n0\r\n\r\n", closes=False)
bytes_("another answer behind the answer", "pass", sized(SOUND), "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", closes=False)


@behaviour("a connection that stays open behind the answer", "pass")
def _(c, *_):
    c.send(sized(SOUND, "Connection: close"))
    c.stall()


@behaviour("a connection that stays open behind an answer without length", "inconclusive")
def _(c, *_):
    c.send(OK + "\r\n", SOUND)
    c.stall()


# -- content codings, which are not undone
area("content codings")
always("a gzip bomb", "fail", gzip.compress(b" " * 50_000_000), "200 OK", "Content-Encoding: gzip")
always("gzip in gzip", "fail", gzip.compress(gzip.compress(SOUND)), "200 OK", "Content-Encoding: gzip, gzip")
always("gzip broken off", "fail", gzip.compress(SOUND)[:-9], "200 OK", "Content-Encoding: gzip")
always("deflate", "fail", zlib.compress(SOUND), "200 OK", "Content-Encoding: deflate")
always("brotli that is none", "fail", b"\x8b\x0b\x80" + SOUND, "200 OK", "Content-Encoding: br")
for coding in ("zstd", "compress", "x-gzip", "aes128gcm", "gzip, br, zstd", "\x1b[31m"):
    always(f"content said to be {coding!r}", "fail", b"\x28\xb5\x2f\xfd" + SOUND, "200 OK", f"Content-Encoding: {coding}")
always("sound content said to be gzip", "pass", SOUND, "200 OK", "Content-Encoding: gzip")
always("a hundred codings", "fail", gzip.compress(SOUND), "200 OK", "Content-Encoding: " + ", ".join(["gzip"] * 100))
bytes_("gzip as transfer coding", "inconclusive", head("Transfer-Encoding: gzip, chunked"), "17\r\n", SOUND, "\r\n0\r\n\r\n")

# -- heads
area("heads")
bytes_("HTTP/0.9", "inconclusive", SOUND)
bytes_("something that is not HTTP", "inconclusive", "SSH-2.0-OpenSSH_9.6\r\n")
bytes_("frames of HTTP/2", "inconclusive", b"\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0d" * 20)
bytes_("HTTP/9.9", "inconclusive", "HTTP/9.9 200 OK\r\nContent-Length: 23\r\n\r\n", SOUND)
stream("informational answers without end", "inconclusive", "", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 50)
bytes_("100 and nothing more", "inconclusive", "HTTP/1.1 100 Continue\r\n\r\n")


@behaviour("100 and then silence", "inconclusive")
def _(c, *_):
    c.send("HTTP/1.1 100 Continue\r\n\r\n")
    c.stall()


bytes_("101 to nobody's wish", "fail", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", SOUND)
stream("a status line without end", "inconclusive", "HTTP/1.1 200 ", "x" * 4096)
stream("header lines without end", "inconclusive", OK, "X-Flood: " + "x" * 1000 + "\r\n")
stream("a header line without end", "inconclusive", OK + "X-Flood: ", "x" * 4096)
bytes_("a header line of 300 KB", "inconclusive", head("X-Long: " + "x" * 300_000, "Content-Length: 23"), SOUND)
bytes_("a hundred thousand header lines", "inconclusive", head(*["X: y"] * 100_000, "Content-Length: 23"), SOUND)
bytes_("a folded header line", "pass", head("X-Folded: a", " b", "Content-Length: 23"), SOUND)
bytes_("NUL in a header line", "inconclusive", head("X-Nul: a\0b", "Content-Length: 23"), SOUND)
bytes_("a header line without a colon", "inconclusive", head("no colon at all", "Content-Length: 23"), SOUND)
bytes_("a space before the colon", "pass", head("X-Space : a", "Content-Length: 23"), SOUND)
bytes_("bare line feeds", "pass", "HTTP/1.1 200 OK\nContent-Length: 23\n\n", SOUND)
bytes_("bare carriage returns", "inconclusive", "HTTP/1.1 200 OK\rContent-Length: 23\r\r", SOUND)
bytes_("header values of all bytes", "pass", b"HTTP/1.1 200 OK\r\nX-Any: " + bytes(set(range(256)) - {0, 10, 13}) + b"\r\nContent-Length: 23\r\n\r\n", SOUND)
always("a flood of cookies", "pass", SOUND, "200 OK", *[f"Set-Cookie: c{n}={'v' * 40}; Path=/; Domain=.example" for n in range(2000)])
for name, field in {
    "another host for the same service": "Alt-Svc: h2=\"127.0.0.1:AWAY\", h3=\":AWAY\"; ma=86400; persist=1",
    "HTTP/2 without TLS": "Upgrade: h2c", "a page to go to": "Refresh: 0; url=http://127.0.0.1:AWAY/",
    "something to fetch before": "Link: <http://127.0.0.1:AWAY/x>; rel=preload", "another place of the content": "Content-Location: http://127.0.0.1:AWAY/x",
    "TLS from now on": "Strict-Transport-Security: max-age=99999999999999999999", "a report of failures": "NEL: {\"report_to\":\"http://127.0.0.1:AWAY\"}",
    "a time in the year 292277026596": "Date: Mon, 01 Jan 292277026596 00:00:00 GMT", "a time that is none": "Date: -1",
    "an age of 10^30": "Age: " + "9" * 30, "a tag of 60 KB": "ETag: \"" + "x" * 60_000 + "\"", "a range nobody asked for": "Content-Range: bytes 0-1/99999999999999999999999",
    "an empty header name": ": x", "a header name of bytes": "X-\xff\xfe: a", "a header line of spaces": "   ", "parameters without end": "Content-Type: application/json" + "; a=b" * 10_000,
    "another charset": "Content-Type: application/json; charset=utf-16",
}.items():
    @behaviour(f"an offer: {name}" if "AWAY" in field or "Upgrade" in field else f"a head with {name}", ("pass", "inconclusive"))
    def _(c, *_, field=field):
        c.answer(SOUND, "200 OK", field.replace("AWAY", str(c.server.away.port)))


bytes_("NUL in the status line", "inconclusive", "HTTP/1.1 200 O\0K\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("a carriage return in a header line", ("pass", "inconclusive"), head("X-Cr: a\rContent-Length: 5", "Content-Length: 23"), SOUND)
bytes_("no space in the status line", "inconclusive", "HTTP/1.1200 OK\r\nContent-Length: 23\r\n\r\n", SOUND)
bytes_("empty lines before the answer", ("pass", "inconclusive"), "\r\n" * 3, sized(SOUND))
bytes_("a head in lower case", ("pass", "inconclusive"), "http/1.1 200 OK\r\ncontent-length: 23\r\n\r\n", SOUND)
for status in ["099 Low", "999 High", "-1 Below", "1000 Long", "abc Word", "20 Short", "2000 OK", " 200 OK", "600 Six"]:
    sane = status[:3] in ("999", "600")
    always(f"status {status.split()[0]!r}" + (" behind two spaces" if status[0] == " " else ""), "fail" if sane else "inconclusive", SOUND, status)

# -- connections
area("connections")
bytes_("an end without an answer", "inconclusive")
bytes_("an end in the status line", "inconclusive", "HTTP/1.1 20")
bytes_("an end in the head", "inconclusive", OK + "Content-Le")
bytes_("an end behind the head", "inconclusive", head("Content-Length: 23"))
bytes_("an end in the content", "inconclusive", head("Content-Length: 23"), SOUND[:9])
bytes_("an end in a chunk", "inconclusive", CHUNKED, "17\r\n", SOUND[:9])


@behaviour("a reset at once", ("error", "inconclusive"), raw=True)
def _(c):
    c.reset()


@behaviour("a reset behind the request", "inconclusive")
def _(c, *_):
    c.reset()


@behaviour("a reset in the content", "inconclusive")
def _(c, *_):
    c.send(head("Content-Length: 23"), SOUND[:9])
    c.pause(0.05)
    c.reset()


@behaviour("an end before the request", "inconclusive", raw=True)
def _(c):
    pass


@behaviour("a connection and no answer", "inconclusive", raw=True)
def _(c):
    c.stall()


ALL.append(Behaviour("a port that nobody serves", "inconclusive", None))


@behaviour("an answer before the request", "pass", raw=True)
def _(c):
    c.send(sized(SOUND))
    c.stall()
