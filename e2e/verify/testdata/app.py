"""A web server of the standard library: /healthz answers 200, SIGTERM ends it with 0.

HOST and PORT say where it listens, ROOT what / answers, ON_SIGTERM=ignore that it does not end,
WRITE names a file that it writes at the start.
"""

import http.server
import os
import signal
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        statuses = {"/healthz": 200, "/": int(os.environ.get("ROOT", "404"))}
        self.send_response(statuses.get(self.path, 404))
        self.end_headers()

    def log_message(self, *args):
        pass


def end(*_):
    sys.exit(0)


if "WRITE" in os.environ:
    with open(os.environ["WRITE"], "w") as file:
        file.write("started\n")
signal.signal(signal.SIGTERM, signal.SIG_IGN if os.environ.get("ON_SIGTERM") == "ignore" else end)
address = os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT", "8000"))
http.server.ThreadingHTTPServer(address, Handler).serve_forever()
