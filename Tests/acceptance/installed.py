"""What `make install` lays out works: the program, its manual page, completions of three shells."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from .tool import ROOT, Context

# A verb, and an option, completed by each shell; `$1` is the file with its completions.
BASH = """
source "$1"
COMP_WORDS=(throughline bui); COMP_CWORD=1; _throughline; echo "${COMPREPLY[@]}"
COMP_WORDS=(throughline build --dest); COMP_CWORD=2; _throughline; echo "${COMPREPLY[@]}"
"""
FISH = "source $argv[1]; complete -C 'throughline bui'; complete -C 'throughline build --dest'"
# zsh completes inside its line editor only, so it runs in a terminal of its own making.
ZSH = """
zmodload zsh/zpty; zpty z zsh -f -i
zpty -w z "fpath=(${1:h} \\$fpath); autoload -Uz compinit; compinit -D -u; PS1=; echo ready"
zpty -r -m z line '*ready*ready*'
zpty -w -n z "throughline bui"$'\\t'"--dest"$'\\t'; zpty -r -m z text '*--destination*'
print -r -- $text; zpty -d z
"""


def run(context: Context) -> None:
    prefix = context.folder("installed/prefix")
    laid = said("bash", str(ROOT / ".ci/layout"), str(context.tool), str(prefix))
    program = prefix / "bin/throughline"
    version = said(str(program), "version") if program.is_file() else ""
    problems = [] if version.startswith("throughline ") else [laid, version]
    context.report.check("the installed program runs", problems, version.strip())
    manual(context, prefix / "share/man/man1/throughline.1")
    share = prefix / "share"
    shell(context, "bash", ["-c", BASH, "-"], share / "bash-completion/completions/throughline")
    shell(
        context, "fish", ["--no-config", "-c", FISH],
        share / "fish/vendor_completions.d/throughline.fish")
    shell(context, "zsh", ["-f", "-c", ZSH, "-"], share / "zsh/site-functions/_throughline")


def manual(context: Context, page: Path) -> None:
    if shutil.which("man") is None:
        context.report.skip("the manual page", "there is no man")
        return
    done = subprocess.run(
        ["man", "--warnings", "-l", str(page)], capture_output=True, text=True, timeout=30)
    warnings = done.stderr.splitlines()[:5]
    if "--destination" not in done.stdout:
        warnings.append("it does not speak of --destination")
    context.report.check("the manual page renders without a warning", warnings)


def shell(context: Context, name: str, start: list[str], completions: Path) -> None:
    if shutil.which(name) is None:
        context.report.skip(f"completions of {name}", f"there is no {name}")
        return
    text = said(name, *start, str(completions))
    missing = [word for word in ("build", "--destination") if word not in text]
    context.report.check(
        f"{name} completes a verb and an option", [f"no {word}: {text}" for word in missing])


def said(*command: str) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "no answer in 30 s"
    return done.stdout + done.stderr
