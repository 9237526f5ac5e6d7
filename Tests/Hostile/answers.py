"""What answers say: redirects, storms, content, texts, lists without end."""
import base64, urllib.parse

from behaviour import ALL, ESCAPE, SOUND, always, area, behaviour, bytes_, head

# -- redirects and challenges; 'away' is another origin, which must not see a credential
area("redirects and challenges")


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


for name, host in [
    ("in hexadecimal", "0x7f000001"), ("as a number", "2130706433"), ("in octal", "0177.0.0.1"), ("cut short", "127.1"), ("in IPv6", "[::ffff:127.0.0.1]"),
    ("as any address", "0.0.0.0"), ("with a dot behind it", "127.0.0.1."), ("in full width", "１２７.0.0.1"),
]:
    @behaviour(f"a redirect to another origin, its address {name}", "inconclusive")
    def _(c, *_, host=host):
        c.answer(b"", "302 Found", f"Location: http://{host}:{c.server.away.port}/".encode().decode("latin-1"))


@behaviour("a redirect within the origin, with credentials of the target", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: http://user:word@127.0.0.1:{c.server.port}/things/one")


@behaviour("a redirect to the origin in TLS", ("inconclusive", "error"))
def _(c, *_):
    c.answer(b"", "301 Secure", f"Location: https://127.0.0.1:{c.server.port}/things/one")


@behaviour("two redirects in one answer", "inconclusive")
def _(c, *_):
    c.answer(b"", "302 Found", f"Location: {away(c)}", "Location: /things/one")


@behaviour("a redirect there and back", "inconclusive")
def _(c, method, target, fields):
    c.answer(b"", "307 Found", f"Location: {target.partition('?')[0]}?{'x' * 500}")


for where in [
    "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "javascript:alert(1)", "data:text/plain,x", "http://", "http:///",
    "http://127.0.0.1:0/", "http://127.0.0.1:-1/", "http://127.0.0.1:1e3/", "https:things", "HTTP:things", "java\tscript:alert(1)", "ldap://127.0.0.1/x",
    "dict://127.0.0.1:11211/stat", "smb://127.0.0.1/x", "unix:/run/docker.sock", "about:blank", "blob:x", "http://\u2488/", "http://%31%32%37.1/", "http://[::1", "http://127.0.0.1:99999/", "//", "\\\\127.0.0.1\\x", "http://user:word@127.0.0.1:1/",
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

for status in ("421 Misdirected", "426 Upgrade Required", "402 Pay", "451 Law", "511 Sign in", "103 Early Hints", "207 Multi", "226 IM Used"):
    always(f"status {status}", "inconclusive" if status[0] == "1" else "fail", SOUND, status, "Upgrade: h2c", "Connection: Upgrade")

# -- storms
area("storms of 429 and 5xx")
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

always("a storm of 504", "inconclusive", b"", "504 Gateway Timeout")


@behaviour("429 and 503 in turn, each with a longer wait", "inconclusive")
def _(c, *_):
    c.server.count = getattr(c.server, "count", 0) + 1
    c.answer(b"", "429 Slow" if c.server.count % 2 else "503 Later", f"Retry-After: {c.server.count}")


# -- what content says
area("JSON and other content")
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
    ("a name twice, once in escapes", b'{"name":"one","\\u006eame":"two","size":1}'), ("a byte order mark in the middle", b'{"name":"one",\xef\xbb\xbf"size":1}'),
    ("comments", b'{"name":"one",/* */"size":1}'), ("a number in hexadecimal", b'{"name":"one","size":0x1}'), ("a number with a plus", b'{"name":"one","size":+1}'),
    ("a number without digits behind the point", b'{"name":"one","size":1.}'), ("a form feed", b'{"name":"one",\x0c"size":1}'), ("a line break in a string", b'{"name":"o\nne","size":1}'),
    ("an escape that is none", b'{"name":"\\x6fne","size":1}'), ("half an escape", b'{"name":"one\\u00'), ("a low surrogate first", b'{"name":"one\\udc00\\ud800","size":1}'),
    ("names without quotes", b'{name:"one",size:1}'), ("true in capitals", b'{"name":"one","size":TRUE}'), ("NUL behind the value", SOUND + b"\0"),
    ("a prefix against hijacking", b")]}',\n" + SOUND), ("a callback around it", b"callback(" + SOUND + b")"), ("a line of JSON each", SOUND + b"\n" + SOUND),
    ("a record separator", b"\x1e" + SOUND + b"\n"), ("a name that is a prototype", b'{"__proto__":{"name":"one","size":1}}'), ("combining characters", '{"name":"one\u0301","size":1}'.encode()),
    ("a number that begins with 0", b'{"name":"one","size":01}'), ("a number in a string", b'{"name":"one","size":"1"}'),
]:
    always(f"JSON with {name}", "fail", text)
always("a number of 10^-999999", "pass", b'{"name":"one","size":1e-999999}')
always("a number of minus zero", "pass", b'{"name":"one","size":-0}')
always("a million spaces around it", "pass", b" " * 500_000 + SOUND + b"\r\n\t " * 125_000)
always("a name of a million characters", "fail", b'{"' + b"n" * 1_000_000 + b'":1}')
always("the documented shape, and 7 MB more in it", "pass", SOUND[:-1] + b',"more":"' + b"x" * 7_000_000 + b'"}')
always("the documented shape, and 60 MB more in it", "inconclusive", SOUND[:-1] + b',"more":"' + b"x" * 60_000_000 + b'"}')
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
area("texts that act on who shows them")
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


@behaviour("the credential sent back in pieces and codings", "fail")
def _(c, method, target, fields):
    token = fields.get("x-auth-token", "")
    codes = [token[:12], token[12:], token.encode().hex(), base64.b64encode(token.encode()).decode(), "".join(f"\\u{ord(x):04x}" for x in token),
             urllib.parse.quote(token, safe="").replace("-", "%2D")]
    c.answer('{"name":"' + " ".join(codes) + '","size":"x"}', "200 OK", f"X-Echo: {codes[3]}")


# -- lists, waits and removals that never end
area("lists, waits and removals without end")
@behaviour("pages without end", "pass")
def _(c, *_):
    c.server.count = getattr(c.server, "count", 0) + 1
    c.answer(f'{{"name":"one","size":1,"things":[{{}}],"next":"m{c.server.count}"}}')


always("the same page again and again", "pass", b'{"name":"one","size":1,"things":[{"name":"one"}],"next":"m"}')


for name, marker in [("of a megabyte", "x" * 1_000_000), ("that is a query", "a&limit=1#/../../x"), ("of line breaks", "\\r\\nX-Injected: a\\r\\n\\r\\n"), ("that is an URL", "http://127.0.0.1:1/x")]:
    @behaviour(f"a marker {name}", "pass")
    def _(c, method, target, fields, marker=marker):
        if "x-injected" in fields:
            c.server.away.received.append(b"injected")
        c.answer('{"name":"one","size":1,"things":[{"name":"one"}],"next":"' + marker + '"}')


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
