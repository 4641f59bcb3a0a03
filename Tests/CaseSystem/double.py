"""A double of an authority's case system: takes notices over TLS, checks their signatures with the public
`standardwebhooks` package (HMAC) and `cryptography` (Ed25519), and keeps one note for each webhook-id.

What it does wrong, and where it calls back, is the script's to say.
"""
import base64, datetime, http.server, json, socket, ssl, threading
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook


class CaseSystem:
    """Listens on a free port of 127.0.0.1; `mode` may be changed at any time."""

    def __init__(self, certificate, key, secret, public):
        self.mode = "good"
        self.at_step = lambda step: None
        self.notes = {}          # webhook-id -> the event, once
        self.tries = []          # (webhook-id, what was answered)
        self.problems = []       # what a careful receiver would refuse
        self.bodies = {}
        self.secret, self.public = Webhook(secret), Ed25519PublicKey.from_public_bytes(base64.b64decode(public[5:]))
        double = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_POST(self):
                double.take(self)

            def do_GET(self):
                double.problems.append("a GET: somebody followed a redirect")

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def finish_request(self, request, address):
                try:
                    double.at_step("connected")
                    with context.wrap_socket(request, server_side=True) as secure:
                        self.RequestHandlerClass(secure, address, self)
                except (OSError, ssl.SSLError):
                    pass    # the sender was killed

            def shutdown_request(self, request):
                try:
                    super().shutdown_request(request)
                except OSError:
                    pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, request):
        body = request.rfile.read(int(request.headers["content-length"]))
        identity = request.headers["webhook-id"]
        self.at_step("read")
        if self.mode != "good":
            self.tries.append((identity, self.mode))
            return getattr(self, self.mode)(request)
        self.check(identity, request.headers, body)
        known = identity in self.notes
        if not known:
            self.notes[identity] = json.loads(body)
        self.at_step("accepted")
        self.answer(request, 409 if known else 202)
        self.tries.append((identity, 409 if known else 202))
        self.at_step("answered")

    def check(self, identity, headers, body):
        try:
            self.secret.verify(body, dict(headers))
            signatures = dict(part.split(",") for part in headers["webhook-signature"].split(" "))
            signed = f"{identity}.{headers['webhook-timestamp']}.".encode() + body
            self.public.verify(base64.b64decode(signatures["v1a"]), signed)
        except Exception as error:
            self.problems.append(f"signature: {error!r}")
        if self.bodies.setdefault(identity, body) != body:
            self.problems.append("one notice has two bodies")
        event = json.loads(body)
        if headers["content-type"].split(";")[0] != "application/cloudevents+json":
            self.problems.append("content type")
        if event["id"] != identity or event["specversion"] != "1.0" or not {"source", "type"} <= event.keys():
            self.problems.append(f"no CloudEvent: {event}")
        try:
            datetime.datetime.fromisoformat(event["time"])
        except ValueError:
            self.problems.append(f"no time: {event['time']}")

    def answer(self, request, status, **fields):
        request.send_response(status)
        for name, value in fields.items():
            request.send_header(name, value)
        request.send_header("content-length", "2")
        request.end_headers()
        request.wfile.write(b"{}")

    # What a receiver can do wrong.

    def busy(self, request):
        self.answer(request, 503)

    def redirecting(self, request):
        self.answer(request, 307, location=f"https://127.0.0.1:{self.port}/elsewhere")

    def gone(self, request):
        self.answer(request, 410)

    def refusing(self, request):
        self.answer(request, 404)

    def wrong(self, request):
        request.wfile.write(b"SSH-2.0-dropbear\r\n\r\n")
        request.close_connection = True

    def hanging_up(self, request):
        request.connection.shutdown(socket.SHUT_RDWR)
        request.close_connection = True

    def endless(self, request):
        """A good answer whose body never ends: nobody should read it."""
        try:
            request.wfile.write(b"HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                request.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        except OSError:
            request.close_connection = True

    def slow(self, request):
        """Takes it and says nothing, until the sender has gone."""
        try:
            request.connection.recv(1)
        except OSError:
            pass
        request.close_connection = True
