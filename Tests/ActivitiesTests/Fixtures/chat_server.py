"""Chat completions on loopback: each model behaves in its own way."""
import glob
import http.server
import json

KEY = "Bearer k3y-of-ours"


def leaks():
    for path in glob.glob("/proc/[0-9]*/cmdline") + glob.glob("/proc/[0-9]*/environ"):
        try:
            if KEY.split()[1].encode() in open(path, "rb").read():
                return path
        except OSError:
            pass
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        roles = [m["role"] for m in body["messages"]]
        right = self.path == "/v1/chat/completions" and self.headers["Authorization"] == KEY and roles == ["system", "user"]
        if not right:
            return self.reply(400, {"error": "bad request"})
        leak = leaks()
        if leak:
            return self.reply(400, {"error": "the key stands in " + leak})
        request = json.loads(body["messages"][1]["content"])
        model = body["model"]
        if model == "busy":
            return self.reply(429, {"error": "slow down"}, {"Retry-After": "9"})
        if model == "broken":
            return self.reply(500, {"error": "oops"})
        if model == "moved":
            return self.reply(302, {}, {"Location": "http://127.0.0.1:1/"})
        if model == "empty":
            return self.reply(200, {"choices": []})
        if model == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        text = json.dumps(request["agent_id"])
        if model == "fenced":
            text = "```json\n" + text + "\n```\n"
        self.reply(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]})

    def reply(self, status, value, headers={}):
        data = json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
