"""A forge on loopback that keeps GitHub's rules as far as they matter: what it refuses, and how."""
import hashlib
import http.server
import json
import re
import sys
import urllib.parse

FAIL_AFTER = set(sys.argv[1:])  # "METHOD tail": do it, then drop the connection, once
objects = {}
refs = {}
issues = {}
comments = {}
statuses = {}
log = []


def put(value):
    sha = hashlib.sha1(json.dumps(value, sort_keys=True).encode()).hexdigest()
    objects[sha] = value
    return sha


def tree(files):
    return put({"files": files})


first = put({"tree": tree({"a.txt": ["100644", put({"blob": "one\n"})], "run.sh": ["100755", put({"blob": "#!\n"})]}), "parents": [], "message": "first"})
refs["heads/main"] = first


def files(commit):
    return dict(objects[objects[commit]["tree"]]["files"])


def ancestors(sha):
    found, todo = [], [sha]
    while todo:
        sha = todo.pop(0)
        if sha not in found:
            found.append(sha)
            todo += objects[sha]["parents"]
    return found


class Refused(Exception):
    pass


def refuse(status, words, headers=None):
    raise Refused(status, words, headers or {})


def pull(number):
    p = issues.get(number)
    if p is None or "head" not in p:
        refuse(404, "Not Found")
    out = dict(p, merged=p.get("merged", False), merge_commit_sha=p.get("merge_commit_sha"))
    out["head"] = {"ref": p["head"], "sha": refs.get("heads/" + p["head"], p["head_sha"])}
    out["base"] = {"ref": p["base"], "sha": refs["heads/" + p["base"]]}
    return out


def new_issue(body):
    number = len(issues) + 1
    issues[number] = dict(number=number, title=body["title"], body=body["body"], state="open", labels=body.get("labels", []), html_url="https://forge.invalid/%d" % number)
    return issues[number]


def answer(method, path, query, body):
    m = re.fullmatch(r"git/ref/(.+)", path)
    if m and method == "GET":
        if m[1] not in refs:
            refuse(404, "Not Found")
        return {"object": {"sha": refs[m[1]]}}
    if path == "git/refs" and method == "POST":
        name = body["ref"][len("refs/"):]
        if name in refs:
            refuse(422, "Reference already exists")
        if body["sha"] not in objects:
            refuse(422, "Object does not exist")
        refs[name] = body["sha"]
        return {"object": {"sha": refs[name]}}
    m = re.fullmatch(r"git/refs/(.+)", path)
    if m and method == "PATCH":
        if refs[m[1]] not in ancestors(body["sha"]) and not body["force"]:
            refuse(422, "Update is not a fast forward")
        refs[m[1]] = body["sha"]
        return {"object": {"sha": body["sha"]}}
    if m and method == "DELETE":
        if m[1] not in refs:
            refuse(422, "Reference does not exist")
        del refs[m[1]]
        return None
    if path == "git/blobs":
        return {"sha": put({"blob": body["content"]})}
    if path == "git/trees":
        result = dict(objects[body["base_tree"]]["files"])
        for entry in body["tree"]:
            if "sha" not in entry:
                refuse(422, "sha is missing")
            if entry["sha"] is None:
                result.pop(entry["path"])
            else:
                result[entry["path"]] = [entry["mode"], entry["sha"]]
        return {"sha": tree(result)}
    m = re.fullmatch(r"git/trees/(\w+)", path)
    if m:
        return {"truncated": False, "tree": [{"path": p, "mode": v[0], "type": "blob", "sha": v[1]} for p, v in sorted(objects[m[1]]["files"].items())]}
    if path == "git/commits":
        return {"sha": put({"tree": body["tree"], "parents": body["parents"], "message": body["message"]})}
    m = re.fullmatch(r"git/commits/(\w+)", path)
    if m:
        c = objects[m[1]]
        return {"sha": m[1], "tree": {"sha": c["tree"]}, "parents": [{"sha": p} for p in c["parents"]]}
    if path == "commits":
        list = ancestors(refs["heads/" + query["sha"]])
        return page([{"sha": s, "commit": {"message": objects[s]["message"]}} for s in list], query)
    if path == "pulls" and method == "POST":
        for p in issues.values():
            if p.get("head") == body["head"] and p["state"] == "open":
                refuse(422, "A pull request already exists for o:%s." % body["head"])
        p = new_issue(body)
        p.update(head=body["head"], base=body["base"], head_sha=refs["heads/" + body["head"]])
        return pull(p["number"])
    if path == "pulls":
        found = [pull(n) for n, p in issues.items() if "head" in p]
        if query.get("state") == "open":
            found = [p for p in found if p["state"] == "open"]
        if "head" in query:
            found = [p for p in found if "o:" + p["head"]["ref"] == query["head"]]
        return page(found, query)
    m = re.fullmatch(r"pulls/(\d+)(/merge)?", path)
    if m and m[2]:
        p = issues[int(m[1])]
        if p.get("merged"):
            refuse(405, "Pull Request is not mergeable")
        head, base = refs["heads/" + p["head"]], refs["heads/" + p["base"]]
        if body["sha"] != head:
            refuse(409, "Head branch was modified")
        result = files(base)
        start = [a for a in ancestors(base) if a in ancestors(head)][0]
        old, new = files(start), files(head)
        for path in set(old) | set(new):
            if old.get(path) != new.get(path):
                if result.get(path) != old.get(path):
                    refuse(405, "Pull Request is not mergeable")
                result.pop(path, None)
                if path in new:
                    result[path] = new[path]
        commit = put({"tree": tree(result), "parents": [base, head], "message": "Merge"})
        refs["heads/" + p["base"]] = commit
        p.update(merged=True, state="closed", merge_commit_sha=commit, head_sha=head)
        return {"sha": commit, "merged": True}
    if m and method == "PATCH":
        issues[int(m[1])]["state"] = body["state"]
        return pull(int(m[1]))
    if m:
        return pull(int(m[1]))
    m = re.fullmatch(r"issues/(\d+)/comments", path)
    if m:
        list = comments.setdefault(int(m[1]), [])
        if method == "GET":
            return page(list, query)
        list.append({"body": body["body"]})
        return list[-1]
    if path == "issues" and method == "POST":
        return new_issue(body)
    if path == "issues":
        return page(sorted(issues.values(), key=lambda i: -i["number"]), query)
    m = re.fullmatch(r"issues/(\d+)", path)
    if m:
        issues[int(m[1])]["state"] = body["state"]
        return issues[int(m[1])]
    m = re.fullmatch(r"(?:commits/(\w+)/statuses|statuses/(\w+))", path)
    if m:
        list = statuses.setdefault(m[1] or m[2], [])
        if method == "GET":
            return list
        if len(body["description"]) > 140:
            refuse(422, "description is too long")
        list.insert(0, dict(body))
        return body
    refuse(404, "Not Found")


def page(list, query):
    size, number = int(query.get("per_page", 30)), int(query.get("page", 1))
    return list[size * (number - 1):size * number]


class Handler(http.server.BaseHTTPRequestHandler):
    def handle_any(self):
        url = urllib.parse.urlparse(self.path)
        if url.path == "/state":
            return self.reply(200, {"log": log, "refs": refs, "issues": issues, "comments": comments, "statuses": statuses, "files": {r: {p: objects[v[1]]["blob"] for p, v in files(s).items()} for r, s in refs.items() if r.startswith("heads/")}, "main_mode": files(refs["heads/main"]).get("run.sh", [""])[0]}, {})
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        path = urllib.parse.unquote(url.path)[len("/repos/o/r/"):]
        query = dict(urllib.parse.parse_qsl(url.query))
        try:
            if self.headers.get("Authorization") != "Bearer s3cret":
                refuse(401, "Bad credentials")
            if "limited" in FAIL_AFTER:
                FAIL_AFTER.discard("limited")
                refuse(403, "API rate limit exceeded", {"Retry-After": "7", "X-RateLimit-Remaining": "0"})
            result = answer(self.command, path, query, body)
            mark = "%s %s" % (self.command, path)
            if self.command != "GET":
                log.append(mark)
            if mark in FAIL_AFTER:
                FAIL_AFTER.discard(mark)
                self.connection.close()
                return
            self.reply(204 if result is None else 200, result, {})
        except Refused as refusal:
            status, words, headers = refusal.args
            self.reply(status, {"message": words}, headers)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any

    def reply(self, status, value, headers):
        bytes = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(bytes)))
        self.end_headers()
        self.wfile.write(bytes)

    def log_message(self, *args):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
