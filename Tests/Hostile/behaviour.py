"""What a hostile server does: a name, what the rule 'answers' must come to, and a function of a connection."""

SOUND = b'{"name":"one","size":1}'
ESCAPE = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\u2028\r\n::error::owned\r\n##vso[task.complete]\r\n##teamcity[x]\r\n" \
    "]]></failure></testcase><script>alert(1)</script><img src=x onerror=alert(1)>&amp;&#0;`|](javascript:alert(1))\ufffe\0\b"


class Behaviour:
    """`area` is what kind of lie or attack it is, for the table."""

    area = ""

    def __init__(self, name, verdict, serve, *, passes=(), raw=False, tls=None):
        self.name, self.serve, self.area = name, serve, Behaviour.area
        self.verdicts = (verdict,) if isinstance(verdict, str) else verdict
        # Rules that may pass, since the target does there what they ask for.
        self.passes = set(passes)
        self.raw, self.tls = raw, tls


ALL = []


def area(name):
    """Begins a group of behaviours."""
    Behaviour.area = name


def behaviour(name, verdict, **options):
    def add(function):
        ALL.append(Behaviour(name, verdict, function, **options))
        return function
    return add


def always(name, verdict, body=SOUND, status="200 OK", *fields, **options):
    """Answers everything with the same sound framing."""
    ALL.append(Behaviour(name, verdict, lambda c, *_: c.answer(body, status, *fields), **options))


def bytes_(name, verdict, *parts, closes=True, **options):
    """Answers everything with the same bytes."""
    def serve(c, *_):
        c.send(*parts)
        return closes
    ALL.append(Behaviour(name, verdict, serve, **options))


def stream(name, verdict, head, part, **options):
    """A head and a part without end."""
    def serve(c, *_):
        c.send(head)
        while True:
            c.send(part)
    ALL.append(Behaviour(name, verdict, serve, **options))


OK = "HTTP/1.1 200 OK\r\n"
CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n"


def head(*fields):
    return OK + "".join(f"{field}\r\n" for field in fields) + "\r\n"


def sized(body, *fields):
    body = body.encode() if isinstance(body, str) else body
    return head(f"Content-Length: {len(body)}", *fields).encode() + body
