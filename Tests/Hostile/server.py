"""A server on a port of the loopback interface that answers as a behaviour says, with a thread for each connection."""
import socket, ssl, struct, threading


class Gone(Exception):
    """The client has ended the connection, or the server is stopped."""


class Connection:
    """One connection, with the little that behaviours need of it."""

    def __init__(self, sock, server):
        self.sock, self.server, self.pending = sock, server, b""

    def send(self, *parts):
        for part in parts:
            try:
                self.sock.sendall(part.encode() if isinstance(part, str) else part)
            except OSError:
                raise Gone()
            if self.server.stopped:
                raise Gone()

    def answer(self, body=b"", status="200 OK", *fields, length=True):
        """A whole answer of HTTP/1.1; fields are lines without their ends."""
        body = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", *fields] + ([f"Content-Length: {len(body)}"] if length else [])
        self.send("\r\n".join(lines) + "\r\n\r\n", body)

    def receive(self):
        """The next request: method, target and header fields; its content is read and dropped."""
        while b"\r\n\r\n" not in self.pending:
            self._more()
        head, _, rest = self.pending.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, target = (lines[0].split(" ") + ["", ""])[:2]
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(fields.get("content-length", 0))
        self.pending = rest
        while len(self.pending) < length:
            self._more()
        self.pending = self.pending[length:]
        return method, target, fields

    def _more(self):
        try:
            data = self.sock.recv(1 << 16)
        except OSError:
            raise Gone()
        if not data:
            raise Gone()
        self.server.received.append(data)
        self.pending += data

    def stall(self):
        """Says nothing until the client is gone."""
        while True:
            self._more()

    def pause(self, seconds):
        if self.server.stop_event.wait(seconds):
            raise Gone()

    def reset(self):
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone()


class Server:
    """Serves a behaviour: a function of a connection, a method, a target and fields; it ends the connection by True."""

    def __init__(self, behaviour, *, tls=None, raw=False, listens=True):
        self.behaviour, self.tls, self.raw = behaviour, tls, raw
        self.received, self.stopped, self.stop_event = [], False, threading.Event()
        self.open = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        if listens:
            threading.Thread(target=self._accept, daemon=True).start()

    def stop(self):
        self.stopped = True
        self.stop_event.set()
        for sock in [self.listener, *self.open]:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.listener.close()

    def _accept(self):
        while not self.stopped:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.open.add(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, plain):
        sock = plain
        try:
            if self.tls:
                sock = self.tls.wrap_socket(plain, server_side=True)
            connection = Connection(sock, self)
            if self.raw:
                self.behaviour(connection)
                return
            while not self.behaviour(connection, *connection.receive()):
                pass
        except (Gone, ssl.SSLError, OSError):
            pass
        finally:
            self.open.discard(plain)
            sock.close()
