"""A target whose every text tries to become markup or script of a report; one line tells its port.

It refuses half a sort as it must, so that some rules hold, and takes every other request, so that others are broken.
"""
import http.server
import json
import urllib.parse
import uuid

ATTACK = (
    "</script><script>window.taken=1</script><img src=x onerror=\"window.taken=2\"><svg onload='window.taken=3'>"
    "<form action=http://x.example><iframe src=//x.example></iframe><a href=\"javascript:window.taken=4\">x</a>"
    "<style>*{display:none}</style><!-- ]]> \u202e --!> `${window.taken=5}` {{7*7}} &lt;b&gt;"
)


class Target(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query, keep_blank_values=True)
        error = {"error_code": "RFS.00001", "error_msg": ATTACK, "encoded_authorization_message": None}
        if self.command == "POST":
            status, content = 201, {"module_id": str(uuid.uuid4())}
        elif self.command == "DELETE":
            status, content = 204, None
        elif len(query.get("sort_key", [])) != len(query.get("sort_dir", [])):
            status, content = 400, error
        else:
            status, content = 200, {"modules": [{"module_name": ATTACK, ATTACK: ATTACK}], "page_info": ATTACK}
        body = b"" if content is None else json.dumps(content).encode()
        self.send_response(status, "<script>window.taken=6</script>")
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Request-Id", "<img src=x onerror=window.taken=7>")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_HEAD = answer

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Target)
    print(server.server_address[1], flush=True)
    server.serve_forever()
