#!/usr/bin/env python3
"""Writes a manual page for the program and one for each verb, from what `wolkvox-etl --experimental-dump-help` says.

    wolkvox-etl --experimental-dump-help | man-pages.py VERSION DATE FOLDER
"""

import json
import pathlib
import re
import sys

EXIT_CODES = [
    ("0", "every partition is committed"),
    ("3", "some partitions are committed and some not, or a day is suspect: a later run may mend it"),
    ("64", "wrong usage"),
    ("65", "the data failed, or verify found a difference"),
    ("69", "the API could not be reached, kept failing, or never gave a whole answer"),
    ("74", "files could not be written"),
    ("75", "try again later: the day's calls are spent, or another process holds the token"),
    ("77", "the token was refused"),
    ("78", "the pipeline file is wrong"),
    ("130, 143", "ended by SIGINT, by SIGTERM (follow: 0)"),
]


def escape(text):
    """Returns text that troff prints as it is: its own signs, and dashes that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = text.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def flag(argument):
    """Returns an option as it is typed, its longest name last."""
    names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in argument.get("names", [])]
    return ", ".join(f"\\fB{escape(name)}\\fR" for name in sorted(names, key=len))


def value(argument):
    return f"\\fI{escape(argument.get('valueName', 'value').upper())}\\fR"


def is_shown(item):
    return item.get("shouldDisplay", True)


def paragraphs(text):
    """Returns the source of prose; lines that begin with two blanks are shown as they are."""
    lines, literal = [], False
    for line in text.strip("\n").split("\n"):
        shown = line.startswith("  ")
        if shown != literal:
            lines += [".PP", ".RS 4", ".nf"] if shown else [".fi", ".RE"]
            literal = shown
        if line.strip():
            lines.append(escape(line.strip() if shown else line))
        elif lines and lines[-1] != ".PP":
            lines.append(".PP")
    if literal:
        lines += [".fi", ".RE"]
    # An empty paragraph before what ends or begins a literal part is a warning for some readers.
    result = []
    for line in lines:
        if line == ".PP" and (not result or result[-1] == ".PP" or result[-1] in (".nf",)):
            continue
        result.append(line)
    while result and result[-1] == ".PP":
        result.pop()
    return result


def described(argument):
    text = argument.get("abstract", "").strip()
    if argument.get("discussion"):
        text += ("\n\n" if text else "") + argument["discussion"]
    values = argument.get("allValues") or argument.get("allValueStrings")
    if values:
        text += f" One of {', '.join(values)}."
    if argument.get("defaultValue") and argument["kind"] != "flag":
        text += f" Unless said: {argument['defaultValue']}."
    return paragraphs(text) if text else []


def synopsis(command, name):
    shown = [argument for argument in command.get("arguments", []) if is_shown(argument)]
    source = [f"\\fB{escape(name)}\\fR"]
    if command.get("subcommands"):
        return [source[0] + " \\fIVERB\\fR [\\fIOPTIONS\\fR]"]
    if any(argument["kind"] != "positional" for argument in shown):
        source.append("[\\fIOPTIONS\\fR]")
    for argument in shown:
        if argument["kind"] == "positional":
            text = value(argument) + (" ..." if argument.get("isRepeating") else "")
            source.append(f"[{text}]" if argument.get("isOptional") else text)
    return [" ".join(source)]


def arguments(command, title, kinds):
    shown = [argument for argument in command.get("arguments", []) if is_shown(argument) and argument["kind"] in kinds]
    if not shown:
        return []
    source = [f".SH {title}"]
    for argument in shown:
        if argument["kind"] == "positional":
            head = value(argument)
        else:
            head = flag(argument) + (f" {value(argument)}" if argument["kind"] == "option" else "")
        source += [".TP", head] + (described(argument) or ["\\&"])
    return source


def page(command, path, version, date):
    """Returns the name and the source of the page of a command; `path` is the words that call it."""
    name, called = "-".join(path), " ".join(path)
    abstract = command.get("abstract", "").strip()
    source = [
        f'.\\" Made from `{path[0]} \\-\\-experimental\\-dump\\-help`.',
        f'.TH {escape(name).upper()} 1 "{date}" "{path[0]} {version}" "User Commands"',
        ".SH NAME",
        f"{escape(name)} \\- {escape(abstract.rstrip('.'))}",
        ".SH SYNOPSIS",
        *synopsis(command, called),
    ]
    if command.get("discussion"):
        source += [".SH DESCRIPTION", *paragraphs(command["discussion"])]
    source += arguments(command, "ARGUMENTS", ("positional",))
    source += arguments(command, "OPTIONS", ("option", "flag"))
    verbs = [verb for verb in command.get("subcommands", []) if is_shown(verb) and verb["commandName"] != "help"]
    if verbs:
        source.append(".SH VERBS")
        for verb in verbs:
            source += [".TP", f"\\fB{escape(verb['commandName'])}\\fR", escape(verb.get("abstract", "").strip())]
    if len(path) == 1:
        source += [
            ".SH ENVIRONMENT",
            ".TP", "\\fBWOLKVOX_ETL_STATE\\fR",
            "Where token leases and the count of the day\\(aqs calls are kept; "
            "$XDG_STATE_HOME/wolkvox\\-etl or \\(ti/.local/state/wolkvox\\-etl unless set.",
            ".TP", "\\fBHTTPS_PROXY\\fR, \\fBHTTP_PROXY\\fR, \\fBNO_PROXY\\fR, \\fBSSL_CERT_FILE\\fR, \\fBSSL_CERT_DIR\\fR",
            "The proxy and the authorities that are trusted.",
        ]
    source.append(".SH EXIT STATUS")
    for code, meaning in EXIT_CODES:
        source += [".TP", f"\\fB{code}\\fR", escape(meaning)]
    pages = [path[:-1]] if len(path) > 1 else []
    pages += [path + [verb["commandName"]] for verb in verbs]
    if pages:
        source += [".SH SEE ALSO", ",\n".join(f"\\fB{escape('-'.join(words))}\\fR(1)" for words in pages)]
    return name, "\n".join(source) + "\n"


def pages(command, path, version, date):
    yield page(command, path, version, date)
    for verb in command.get("subcommands", []):
        if is_shown(verb) and verb["commandName"] != "help":
            yield from pages(verb, path + [verb["commandName"]], version, date)


def main():
    version, date, folder = sys.argv[1:]
    command = json.load(sys.stdin)["command"]
    for name, source in pages(command, [command["commandName"]], version, date):
        (pathlib.Path(folder) / f"{name}.1").write_text(source, encoding="utf-8")


main()
