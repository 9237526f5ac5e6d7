"""Connections with TLS, sound and not."""
from behaviour import ALL, OK, SOUND, Behaviour, area, behaviour, sized

area("TLS")
for name, kind in [
    ("a certificate that has expired", "expired"), ("a certificate of its own making", "self-signed"),
    ("a certificate of another host", "other-host"), ("TLS 1.0 only", "old"), ("a certificate that is not yet good", "early"),
    ("a certificate of a key that is too short", "weak"), ("a certificate that is for clients", "for-clients"), ("no cipher in common", "no-cipher"),
]:
    ALL.append(Behaviour(f"TLS: {name}", "error", lambda c, *_: c.answer(SOUND), tls=kind))
# TLS 1.3 asks once the handshake is over: the alert may come when the request is on its way.
ALL.append(Behaviour("TLS: a client certificate asked for", ("error", "inconclusive"), lambda c, *_: c.answer(SOUND), tls="client"))
# libcurl takes the name in the subject where there is no other.
ALL.append(Behaviour("TLS: a certificate that names the host in its subject only", ("pass", "error"), lambda c, *_: c.answer(SOUND), tls="subject"))
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


@behaviour("TLS: a record a byte", "pass", tls="sound")
def _(c, *_):
    for byte in sized(SOUND):
        c.send(bytes([byte]))


@behaviour("TLS: 100,000 tickets behind the handshake", ("pass", "inconclusive"), tls="tickets")
def _(c, *_):
    c.answer(SOUND)


@behaviour("TLS: an end behind the handshake", "inconclusive", tls="sound")
def _(c, *_):
    return True


@behaviour("TLS: a greeting that drips", "inconclusive", raw=True, tls="plain")
def _(c):
    for byte in b"\x16\x03\x03\x40\x00" + b"\x02\x00\x3f\xfc\x03\x03" + b"r" * 16_000:
        c.send(bytes([byte]))
        c.pause(0.05)


@behaviour("TLS: records without end", "inconclusive", raw=True, tls="plain")
def _(c):
    while True:
        c.send(b"\x16\x03\x03\x00\x04\x00\x00\x00\x00" * 1000)


@behaviour("TLS: warnings without end", "error", raw=True, tls="plain")
def _(c):
    while True:
        c.send(b"\x15\x03\x03\x00\x02\x01\x00" * 1000)


@behaviour("TLS: a reset in the handshake", ("error", "inconclusive"), raw=True, tls="plain")
def _(c):
    c._more()
    c.reset()
