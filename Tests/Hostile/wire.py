"""How answers come: bodies, codings, heads and connections."""
import gzip, zlib

from behaviour import ALL, CHUNKED, OK, SOUND, Behaviour, always, behaviour, bytes_, head, sized, stream

# -- sound, as a control; everything below deviates from it
always("a sound answer", "pass")

# -- bodies: without end, slow, false lengths, chunks
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
bytes_("a length and chunks", "pass", head("Content-Length: 5", "Transfer-Encoding: chunked"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
bytes_("an unknown transfer coding", "inconclusive", head("Transfer-Encoding: rot13"), SOUND)
bytes_("chunked twice", "inconclusive", head("Transfer-Encoding: chunked, chunked"), b"17\r\n" + SOUND + b"\r\n0\r\n\r\n")
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
always("a gzip bomb", "fail", gzip.compress(b" " * 50_000_000), "200 OK", "Content-Encoding: gzip")
always("gzip in gzip", "fail", gzip.compress(gzip.compress(SOUND)), "200 OK", "Content-Encoding: gzip, gzip")
always("gzip broken off", "fail", gzip.compress(SOUND)[:-9], "200 OK", "Content-Encoding: gzip")
always("deflate", "fail", zlib.compress(SOUND), "200 OK", "Content-Encoding: deflate")
always("brotli that is none", "fail", b"\x8b\x0b\x80" + SOUND, "200 OK", "Content-Encoding: br")
always("a hundred codings", "fail", gzip.compress(SOUND), "200 OK", "Content-Encoding: " + ", ".join(["gzip"] * 100))
bytes_("gzip as transfer coding", "inconclusive", head("Transfer-Encoding: gzip, chunked"), "17\r\n", SOUND, "\r\n0\r\n\r\n")

# -- heads
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
for status in ["099 Low", "999 High", "-1 Below", "1000 Long", "abc Word", "20 Short", "2000 OK", " 200 OK", "600 Six"]:
    sane = status[:3] in ("999", "600")
    always(f"status {status.split()[0]!r}" + (" behind two spaces" if status[0] == " " else ""), "fail" if sane else "inconclusive", SOUND, status)

# -- connections
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
