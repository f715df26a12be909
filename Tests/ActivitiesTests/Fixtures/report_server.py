"""Two forges on loopback that keep the rules of GitHub and GitLab about comments, checks and statuses.

Arguments are things that happen once each, before anything else is looked at: `503` answers so, `429` and `403`
ask for a second of patience, `moved` points to another server, and `drop METHOD TAIL` does what is asked and then
drops the connection. `apps` makes the token one of a job, which has no user; `nochecks` one that may not write
checks. `GET /state` tells everything, `PUT /state` takes what a test wants to be there.
"""
import http.server
import json
import re
import sys
import urllib.parse

FAULTS = [word for word in sys.argv[1:] if word not in ("apps", "nochecks")]
APPS, NO_CHECKS = "apps" in sys.argv, "nochecks" in sys.argv
LIMIT = 65_536  # UTF-16 units of a comment
state = {
    "me": "reporter", "heads": {}, "sources": {}, "closed": [], "comments": {}, "checks": [], "statuses": [],
    "log": [], "next": 1,
}


class Refused(Exception):
    pass


def refuse(status, words, headers=None):
    raise Refused(status, words, headers or {})


def new_id():
    state["next"] += 1
    return state["next"] - 1


def me():
    return "github-actions[bot]" if APPS else state["me"]


def head(number):
    if number not in state["heads"]:
        refuse(404, "Not Found")
    return state["heads"][number]


def pull(number):
    closed = number in state["closed"]
    return {"number": int(number), "state": "closed" if closed else "open", "head": {"sha": head(number)}}


def page(items, query):
    size, number = min(100, int(query.get("per_page", 30))), int(query.get("page", 1))
    return items[size * (number - 1):size * number]


def limited(body):
    if not isinstance(body.get("body"), str) or not body["body"].strip():
        refuse(422, "body can't be blank")
    if len(body["body"].encode("utf-16-le")) // 2 > LIMIT:
        refuse(422, "Validation Failed: body is too long (maximum is 65536 characters)")
    return body["body"]


def github(method, path, query, body):
    m = re.fullmatch(r"pulls/(\d+)", path)
    if m and method == "GET":
        return pull(m[1])
    if path == "pulls" and method == "GET":
        found = [n for n in state["heads"] if state["sources"].get(n) == query.get("head")]
        return page([p for p in map(pull, found) if p["state"] == query.get("state")], query)
    m = re.fullmatch(r"commits/(\w+)/pulls", path)
    if m and method == "GET":
        return page([pull(n) for n, sha in state["heads"].items() if sha == m[1]], query)
    m = re.fullmatch(r"issues/(\d+)/comments", path)
    if m:
        comments = state["comments"].setdefault(m[1], [])
        head(m[1])
        if method == "GET":
            return page(comments, query)
        number = new_id()
        comments.append({
            "id": number, "body": limited(body), "user": {"login": me()},
            "html_url": "https://forge.invalid/c/%d" % number})
        return comments[-1]
    m = re.fullmatch(r"issues/comments/(\d+)", path)
    if m and method == "PATCH":
        for comment in sum(state["comments"].values(), []):
            if comment["id"] == int(m[1]):
                if comment["user"]["login"] != me():
                    refuse(403, "Resource not accessible")
                comment["body"] = limited(body)
                return comment
        refuse(404, "Not Found")
    if "check-runs" in path:
        return checks(method, path, query, body)
    m = re.fullmatch(r"commits/(\w+)/statuses", path)
    if m and method == "GET":
        return page([s for s in state["statuses"] if s["sha"] == m[1]], query)
    m = re.fullmatch(r"statuses/(\w+)", path)
    if m and method == "POST":
        if body["state"] not in ("success", "failure", "error", "pending") or len(body["description"]) > 140:
            refuse(422, "Validation Failed")
        state["statuses"].insert(0, dict(body, sha=m[1]))
        return body
    refuse(404, "Not Found")


def shown(run):
    return dict(run, output={"title": run["output"]["title"], "annotations_count": len(run["annotations"])})


def checks(method, path, query, body):
    m = re.fullmatch(r"commits/(\w+)/check-runs", path)
    if m and method == "GET":
        found = [r for r in state["checks"] if r["head_sha"] == m[1] and r["name"] == query["check_name"]]
        found = found[-1:] if query.get("filter", "latest") == "latest" else found
        return {"total_count": len(found), "check_runs": [shown(r) for r in found]}
    m = re.fullmatch(r"check-runs/(\d+)(/annotations)?", path)
    run = next((r for r in state["checks"] if m and r["id"] == int(m[1])), None)
    if m and m[2] and method == "GET":
        return page(run["annotations"], query)
    if NO_CHECKS:
        refuse(403, "You must authenticate via a GitHub App.")
    output = body.get("output") or {}
    added = output.pop("annotations", None) or []
    if len(added) > 50:
        refuse(422, "No more than 50 annotations are allowed")
    if not output.get("summary") or not output.get("title"):
        refuse(422, "output needs title and summary")
    if any(len(output.get(key) or "") > 65_535 for key in ("summary", "text")) or len(output["title"]) > 255:
        refuse(422, "output is too long")
    for note in added:
        if note["annotation_level"] not in ("notice", "warning", "failure") or note["start_line"] < 1:
            refuse(422, "bad annotation")
        if note.get("start_column") and note["start_line"] != note["end_line"]:
            refuse(422, "columns need one line")
    if path == "check-runs" and method == "POST":
        if not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", body["head_sha"]):
            refuse(422, "head_sha")
        run = dict(body, id=new_id(), output=output, annotations=added)
        run["html_url"] = "https://forge.invalid/k/%d" % run["id"]
        state["checks"].append(run)
        return shown(run)
    if m and method == "PATCH" and run:
        run.update({key: value for key, value in body.items() if key != "output"})
        run["output"] = output
        run["annotations"] += added  # nothing takes one away again
        return shown(run)
    refuse(404, "Not Found")


def gitlab(method, path, query, body):
    if path == "user":
        return {"id": 7, "username": me()}
    m = re.fullmatch(r"projects/g%2Fp/(.+)", path)
    if not m:
        refuse(404, "404 Project Not Found")
    path = m[1]
    m = re.fullmatch(r"merge_requests/(\d+)", path)
    if m and method == "GET":
        return {"iid": int(m[1]), "sha": head(m[1])}
    m = re.fullmatch(r"merge_requests/(\d+)/notes(?:/(\d+))?", path)
    if m:
        notes = state["comments"].setdefault(m[1], [])
        if method == "GET":
            ordered = notes if query.get("sort") == "asc" else notes[::-1]
            return [note(c) for c in page(ordered, query)]
        if method == "POST":
            notes.append({"id": new_id(), "body": body["body"], "user": {"login": me()}})
            return note(notes[-1])
        for one in notes:
            if method == "PUT" and one["id"] == int(m[2]) and one["user"]["login"] == me():
                one["body"] = body["body"]
                return note(one)
        refuse(403, "403 Forbidden")
    m = re.fullmatch(r"repository/commits/(\w+)/statuses", path)
    if m and method == "GET":
        return [s for s in state["statuses"] if s["sha"] == m[1] and s["name"] == query["name"]][:1]
    m = re.fullmatch(r"statuses/(\w+)", path)
    if m and method == "POST":
        if body["state"] not in ("pending", "running", "success", "failed", "canceled"):
            refuse(400, "state does not have a valid value")
        last = next((s for s in state["statuses"] if s["sha"] == m[1] and s["name"] == body["name"]), None)
        if last and last["status"] == body["state"] == "success":
            refuse(400, "Cannot transition status via :success from :success")
        state["statuses"].insert(0, {
            "id": new_id(), "sha": m[1], "status": body["state"], "name": body["name"],
            "description": body.get("description")})
        return state["statuses"][0]
    refuse(404, "404 Not Found")


def note(comment):
    return {"id": comment["id"], "body": comment["body"], "author": {"username": comment["user"]["login"]}}


class Handler(http.server.BaseHTTPRequestHandler):
    def handle_any(self):
        url = urllib.parse.urlparse(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        if url.path == "/state":
            state.update(body or {})
            return self.reply(200, state, {})
        query = dict(urllib.parse.parse_qsl(url.query))
        try:
            self.trouble()
            self.reply(200, self.answer(url.path, query, body), {})
        except Refused as refusal:
            status, words, headers = refusal.args
            self.reply(status, {"message": words}, headers)
        except ConnectionAbortedError:
            self.connection.close()

    def trouble(self):
        if not FAULTS or FAULTS[0].startswith("drop "):
            return
        fault = FAULTS.pop(0)
        if fault == "moved":
            refuse(301, "Moved Permanently", {"Location": "https://elsewhere.invalid/"})
        refuse(int(fault), "not now", {} if fault == "503" else {"Retry-After": "1"})

    def answer(self, path, query, body):
        on_gitlab = path.startswith("/api/v4/")
        token = self.headers.get("PRIVATE-TOKEN" if on_gitlab else "Authorization") or ""
        if token != ("s3cret" if on_gitlab else "Bearer s3cret"):
            refuse(401, "Bad credentials")
        mark = "%s %s" % (self.command, self.path)
        state["log"].append(mark)
        if on_gitlab:
            result = gitlab(self.command, path[len("/api/v4/"):], query, body)
        elif path == "/user":
            if APPS:
                refuse(403, "Resource not accessible by integration")
            result = {"login": me()}
        elif path.startswith("/repos/o/r/"):
            result = github(self.command, urllib.parse.unquote(path[len("/repos/o/r/"):]), query, body)
        else:
            refuse(404, "Not Found")
        if FAULTS and FAULTS[0] == "drop " + mark:
            FAULTS.pop(0)
            raise ConnectionAbortedError
        return result

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any

    def reply(self, status, value, headers):
        text = json.dumps(value).encode()
        self.send_response(status)
        for name, line in headers.items():
            self.send_header(name, line)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
