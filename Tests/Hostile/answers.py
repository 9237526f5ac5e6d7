"""What answers say: redirects, storms, content, texts, lists without end, TLS."""
from behaviour import ALL, ESCAPE, OK, SOUND, Behaviour, always, behaviour, bytes_, head, sized

# -- redirects and challenges; 'away' is another origin, which must not see a credential
def away(c):
    return f"http://127.0.0.1:{c.server.away.port}/caught"


always("a redirect to itself", "inconclusive", b"", "302 Found", "Location: /things/one")


@behaviour("redirects without end", "inconclusive")
def _(c, method, target, fields):
    c.server.count = getattr(c.server, "count", 0) + 1
    c.answer(b"", "302 Found", f"Location: /things/{c.server.count}")


for status in (301, 302, 303, 307, 308):
    @behaviour(f"a redirect {status} to another origin", "inconclusive")
    def _(c, *_, status=status):
        c.answer(b"", f"{status} Away", f"Location: {away(c)}")


@behaviour("a redirect to another origin, without a scheme", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: {away(c)[5:]}")


@behaviour("a redirect to the same host by another name", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: http://localhost:{c.server.port}/things/one")


@behaviour("a redirect with the endpoint as user name", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: http://127.0.0.1:{c.server.port}@127.0.0.1:{c.server.away.port}/")


@behaviour("a redirect with a backslash", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: http://127.0.0.1:{c.server.away.port}\\@127.0.0.1:{c.server.port}/")


for where in [
    "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "javascript:alert(1)", "data:text/plain,x", "http://", "http:///",
    "https:things", "http://[::1", "http://127.0.0.1:99999/", "//", "\\\\127.0.0.1\\x", "http://user:word@127.0.0.1:1/",
]:
    always(f"a redirect to {where}", "inconclusive", b"", "302 Found", f"Location: {where}")
for name, where in [
    ("%0d%0a", "/x%0d%0aX-Injected:%20a"), ("a tab and escapes", "/x\t\x1b[31m"), ("100 KB", "/" + "x" * 90_000),
    ("bytes that are no text", b"/\xff\xfe"), ("dots", "/../../../../etc/passwd"), ("nothing", ""),
]:
    where = where if isinstance(where, bytes) else where.encode()
    bytes_(f"a redirect to {name}", "inconclusive", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + where + b"\r\n\r\n", closes=False)
always("a redirect to nowhere", "fail", b"", "302 Found")
for scheme in ['Basic realm="x"', 'Digest realm="x", nonce="n"', "Negotiate", "NTLM", 'Bearer realm="\x1b[31m"']:
    always(f"401 asking for {scheme.split()[0]}", "fail", b"", "401 Who", f"WWW-Authenticate: {scheme}")
always("407 of a proxy that there is not", "fail", b"", "407 Proxy", 'Proxy-Authenticate: Basic realm="x"')

# -- storms
always("a storm of 429", "inconclusive", b"", "429 Slow", )
always("a storm of 503", "inconclusive", b"", "503 Later")
for name, after in [
    ("10^9 seconds", "1000000000"), ("10^40 seconds", "1" + "0" * 40), ("a date in 2999", "Tue, 01 Jan 2999 00:00:00 GMT"),
    ("a date of the past", "Sun, 06 Nov 1994 08:49:37 GMT"), ("below zero", "-5"), ("nan", "nan"), ("a word", "soon"), ("0 seconds", "0"),
    ("month 99", "Sun, 99 Foo 1994 08:49:37 GMT"), ("1 s", "1"),
]:
    always(f"429 with a wait of {name}", "inconclusive", b"", "429 Slow", f"Retry-After: {after}")
    always(f"503 with a wait of {name}", "inconclusive", b"", "503 Later", f"Retry-After: {after}")
always("a storm of 502", "inconclusive", b"", "502 Bad Gateway")
always("a storm of 500", "fail", b"", "500 Oh")

# -- what content says
always("no content", "fail", b"")
always("HTML", "fail", b"<html><script>alert(1)</script></html>", "200 OK", "Content-Type: text/html")
for coding in ("utf-16", "utf-16-le", "utf-32", "utf-7"):
    always(f"content in {coding}", "fail", SOUND.decode().encode(coding) if coding != "utf-7" else b"+AHsAIgBuACI-")
always("a byte order mark", "fail", b"\xef\xbb\xbf" + SOUND)
for name, text in [
    ("a surrogate alone", b'{"name":"one\\ud800","size":1}'), ("NaN", b'{"name":"one","size":NaN}'),
    ("Infinity", b'{"name":"one","size":-Infinity}'), ("a name twice", b'{"name":"one","name":"two","size":1}'),
    ("bytes that are not UTF-8", b'{"name":"\xff\xfe","size":1}'), ("overlong UTF-8", b'{"name":"\xc0\xaf","size":1}'),
    ("surrogates in UTF-8", b'{"name":"\xed\xa0\x80","size":1}'), ("NUL in a string", b'{"name":"o\0ne","size":1}'),
    ("text behind the value", SOUND + b"x"), ("two values", SOUND + SOUND), ("half a value", SOUND[:-5]),
    ("a comma too many", b'{"name":"one","size":1,}'), ("single quotes", b"{'name':'one','size':1}"),
    ("a number that begins with 0", b'{"name":"one","size":01}'), ("a number in a string", b'{"name":"one","size":"1"}'),
]:
    always(f"JSON with {name}", "fail", text)
always("a number of 10^999999", "pass", b'{"name":"one","size":1e999999}')
always("a number with an exponent of 10^20", "pass", b'{"name":"one","size":1e' + b"9" * 20 + b"}")
always("a number of a million digits", "pass", b'{"name":"one","size":' + b"7" * 1_000_000 + b"}")
always("JSON 100,000 deep", "inconclusive", b"[" * 100_000 + b"]" * 100_000)
always("objects 100,000 deep", "inconclusive", b'{"a":' * 100_000 + b"1" + b"}" * 100_000)
always("JSON that only opens", "inconclusive", b"[" * 1_000_000)
always("a string of 7 MB", "fail", b'{"name":"' + b"a" * 7_000_000 + b'","size":1}')
always("a string of 10 MB", "inconclusive", b'{"name":"' + b"a" * 10_000_000 + b'","size":1}')
always("a string of a million escapes", "fail", b'{"name":"' + b"\\u001b" * 1_000_000 + b'","size":1}')
always("a million numbers", "inconclusive", b"[" + b"0," * 1_000_000 + b"0]")
always("400,000 numbers", "fail", b"[" + b"0," * 400_000 + b"0]")
always("300,000 members", "fail", b"{" + b",".join(b'"k%d":1' % n for n in range(300_000)) + b"}")
always("400,000 times the same name", "fail", b"{" + b",".join([b'"a":1'] * 400_000) + b"}")
always("7 MB of arrays 500 deep", "inconclusive", b"[" + (b"[" * 500 + b"]" * 500 + b",") * 7_000 + b"0]")
always("7 MB of text that is no JSON", "fail", b"\x1b[31mhello\r\n::error::x\r\n" * 290_000)
always("7 MB of bytes", "fail", bytes(range(256)) * 27_000)


@behaviour("60 MB of spaces", "inconclusive")
def _(c, *_):
    c.send(head("Content-Length: 60000000"))
    for _ in range(60):
        c.send(b" " * 1_000_000)


@behaviour("60 MB of numbers", "inconclusive")
def _(c, *_):
    c.send(head("Content-Length: 60000000"))
    for _ in range(60):
        c.send(b"[0,1,2,3,4" * 100_000)


# -- texts that act on who shows them
JSON_ESCAPE = "".join(f"\\u{ord(x):04x}" for x in ESCAPE)
always("acting texts as content", "fail", ESCAPE, "500 Owned")
always("acting texts in a string", "fail", f'{{"name":"{JSON_ESCAPE}","size":1}}')
always("acting texts in a name", "fail", f'{{"{JSON_ESCAPE}":1}}')
always("acting texts in the reason", "fail", b"", "404 \x1b[31m\x9b]0;x\x07<script>alert(1)</script>]]>::error::x")
always("acting texts in a header line", "fail", b"", "404 No", "X-Act: \x1b[31m\x9b\x07<script>alert(1)</script>]]> ::error::x")
always("acting texts as type", "fail", b"{}", "200 OK", "Content-Type: </script><script>alert(1)</script>")


@behaviour("the credential sent back", "fail")
def _(c, method, target, fields):
    token = fields.get("x-auth-token", "")
    c.answer(f'{{"name":"{token}","size":"{token[::1]}"}}', "200 OK", f"X-Echo: {token}", f"Set-Cookie: t={token}")


# -- lists, waits and removals that never end
@behaviour("pages without end", "pass")
def _(c, *_):
    c.server.count = getattr(c.server, "count", 0) + 1
    c.answer(f'{{"name":"one","size":1,"things":[{{}}],"next":"m{c.server.count}"}}')


always("the same page again and again", "pass", b'{"name":"one","size":1,"things":[{"name":"one"}],"next":"m"}')


@behaviour("pages of 7 MB without end", "fail")
def _(c, *_):
    c.server.count = getattr(c.server, "count", 0) + 1
    c.answer(f'{{"things":["{"x" * 7_000_000}"],"next":"m{c.server.count}"}}')


@behaviour("things that never go away", "fail")
def _(c, method, *_):
    c.answer(b"{}", "202 Accepted" if method == "DELETE" else "201 Created")


ALL[-1].passes = {"makes"}


@behaviour("removals that are never answered", "fail")
def _(c, method, *_):
    if method == "DELETE":
        c.stall()
    c.answer(b"{}", "201 Created")


ALL[-1].passes = {"makes"}

# -- TLS
for name, kind in [
    ("a certificate that has expired", "expired"), ("a certificate of its own making", "self-signed"),
    ("a certificate of another host", "other-host"), ("TLS 1.0 only", "old"),
]:
    ALL.append(Behaviour(f"TLS: {name}", "error", lambda c, *_: c.answer(SOUND), tls=kind))
# TLS 1.3 asks once the handshake is over: the alert may come when the request is on its way.
ALL.append(Behaviour("TLS: a client certificate asked for", ("error", "inconclusive"), lambda c, *_: c.answer(SOUND), tls="client"))
ALL.append(Behaviour("TLS: a sound answer", "pass", lambda c, *_: c.answer(SOUND), tls="sound"))


@behaviour("TLS: an end without a goodbye", "inconclusive", tls="sound")
def _(c, *_):
    c.send(OK + "\r\n", SOUND)
    c.reset()


@behaviour("TLS: bytes that are none", "error", raw=True, tls="plain")
def _(c):
    c.send(b"\x16\x03\x01\xff\xff" + b"garbage " * 100)


@behaviour("TLS: an alert at once", "error", raw=True, tls="plain")
def _(c):
    c.send(b"\x15\x03\x03\x00\x02\x02\x28")


@behaviour("TLS: plain HTTP", "error", raw=True, tls="plain")
def _(c):
    c.send(sized(SOUND))


@behaviour("TLS: a handshake that stalls", "inconclusive", raw=True, tls="plain")
def _(c):
    c.stall()


@behaviour("TLS: an end in the handshake", "error", raw=True, tls="plain")
def _(c):
    c._more()
