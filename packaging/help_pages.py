#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Manual pages and shell completion from what the program says of itself.

    packaging/help_pages.py PROGRAM FOLDER

writes FOLDER/man/spondyl.1 and one spondyl-COMMAND.1 for each command, FOLDER/bash/spondyl and FOLDER/zsh/_spondyl. The help of
the program is the only source: a new command or option needs nothing here.
"""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HEADING = re.compile(r"^([A-Z][A-Za-z ]*):$")
# Two columns, the second far to the right or on the next line.
ENTRY = re.compile(r"^  (\S.*?)(?:\s{2,}(\S.*))?$")


@dataclass
class Command:
    words: list  # of the command line, without the program's name: [], ["run"], ["sweep", "plan"]
    title: str = ""
    usage: str = ""
    entries: dict = field(default_factory=dict)  # heading: [(name, what it is), ...]
    text: list = field(default_factory=list)  # the rest, line for line
    commands: list = field(default_factory=list)

    @property
    def name(self):
        return "-".join(["spondyl", *self.words])

    @property
    def options(self):
        """(names, takes a value, allowed values, what it is) of each."""
        found = []
        for left, what in self.entries.get("Options", []):
            names, _, value = left.partition(" ")
            allowed = re.search(r"\{([^}]*)\}", value)
            found.append((names.split(","), bool(value), allowed.group(1).split(",") if allowed else [], what))
        return found


def read_help(program, words=()):
    done = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True)
    command = Command(list(words))
    lines = done.stdout.splitlines()
    command.title = lines[0]
    command.usage = lines[1].removeprefix("Usage: ")
    heading = None
    i = 2
    while i < len(lines):
        line = lines[i]
        i += 1
        if heading is None and not command.text and HEADING.match(line):
            heading = HEADING.match(line).group(1)
        elif heading and line.startswith("      ") and command.entries.get(heading):
            name, what = command.entries[heading][-1]
            command.entries[heading][-1] = (name, f"{what} {line.strip()}".strip())
        elif heading and ENTRY.match(line):
            command.entries.setdefault(heading, []).append((ENTRY.match(line).group(1), ENTRY.match(line).group(2) or ""))
        elif heading:
            heading = None  # an empty line ends the entries
        elif line or command.text:
            command.text.append(line)
    for name, _ in command.entries.get("Subcommands", []):
        command.commands.append(read_help(program, [*words, name]))
    return command


def walk(command):
    yield command
    for inner in command.commands:
        yield from walk(inner)


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text)


def man_page(command, version, top):
    lines = [f'.TH {command.name.upper()} 1 "" "{version}" "User Commands"', ".SH NAME"]
    lines += [f"{roff(command.name)} \\- {roff(command.title.removesuffix('.'))}", ".SH SYNOPSIS", f".B {roff(command.usage)}"]
    for heading, entries in command.entries.items():
        lines.append(f".SH {'COMMANDS' if heading == 'Subcommands' else heading.upper()}")
        for name, what in entries:
            lines += [".TP", f".B {roff(name)}", roff(what)]
    verbatim = False
    lines.append(".SH DESCRIPTION")
    for line in command.text:
        if HEADING.match(line):
            lines += [".fi"] * verbatim + [f".SH {HEADING.match(line).group(1).upper()}", ".nf"]
            verbatim = True
        elif verbatim and line and not line.startswith(" "):
            lines += [".fi", ".PP", roff(line)]
            verbatim = False
        else:
            lines.append(roff(line if verbatim else line.strip()) if line else "" if verbatim else ".PP")
    lines += [".fi"] * verbatim
    others = [each.name for each in walk(top) if each is not command]
    lines += [".SH SEE ALSO", ", ".join(f"{roff(name)}(1)" for name in others)]
    return "\n".join(lines) + "\n"


def bash_completion(top):
    cases = []
    for command in walk(top):
        words = [name for each in command.commands for name in [each.words[-1]]]
        options = [name for names, *_ in command.options for name in names]
        cases.append(f'        "{" ".join(command.words)}") commands="{" ".join(words)}" options="{" ".join(options)}" ;;')
    values = {}
    for command in walk(top):
        for names, _, allowed, _ in command.options:
            if allowed:
                values["|".join(names)] = allowed
    allowed = [f'        {names}) mapfile -t COMPREPLY < <(compgen -W "{" ".join(words)}" -- "$word") && return ;;' for names, words in values.items()]
    known = "|".join(" ".join(command.words) for command in walk(top) if command.words)
    return f"""# SPDX-License-Identifier: Apache-2.0
# bash completion of spondyl; made from its --help.
_spondyl() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} command="" commands="" options="" i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "${{command:+$command }}${{COMP_WORDS[i]}}" in
        {known.replace(" ", chr(92) + " ")}) command="${{command:+$command }}${{COMP_WORDS[i]}}" ;;
        esac
    done
    case "${{COMP_WORDS[COMP_CWORD - 1]}}" in
{chr(10).join(allowed)}
    esac
    case "$command" in
{chr(10).join(cases)}
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ $commands ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
    else
        [[ $command == compare ]] && mapfile -t COMPREPLY < <(compgen -W "$(spondyl list strategies 2>/dev/null | awk 'NR > 1 {{print $1}}')" -- "$word")
        mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$word")
        compopt -o filenames 2>/dev/null
    fi
}}
complete -F _spondyl spondyl
"""


def zsh_quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def zsh_description(text):
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def zsh_completion(top):
    functions = []
    for command in reversed(list(walk(top))):
        arguments = []
        for names, takes_value, allowed, what in command.options:
            value = ""
            if takes_value:
                value = f":value:({' '.join(allowed)})" if allowed else ":value:_files"
            for name in names:
                arguments.append(f"{name}[{zsh_description(what)}]{value}")
        function = "_spondyl" + "".join(f"_{word}" for word in command.words)
        body = [f"{function}() {{"]
        if command.commands:
            body += ["    local -a commands=("]
            body += [f"        {zsh_quoted(each.words[-1] + ':' + zsh_description(each.title))}" for each in command.commands]
            body += ["    )", "    local state line", "    _arguments -C \\"]
            body += [f"        {zsh_quoted(argument)} \\" for argument in arguments]
            body += ["        '1:command:->command' '*::argument:->argument'"]
            body += ["    case $state in", "    command) _describe command commands ;;", "    argument)"]
            body += [f"        (( $+functions[{function}_$line[1]] )) && {function}_$line[1] ;;", "    esac"]
        else:
            body += ["    _arguments \\"] + [f"        {zsh_quoted(argument)} \\" for argument in arguments] + ["        '*:file:_files'"]
        functions.append("\n".join([*body, "}"]))
    return "#compdef spondyl\n# SPDX-License-Identifier: Apache-2.0\n# zsh completion of spondyl; made from its --help.\n\n" + \
        "\n\n".join(functions) + '\n\n_spondyl "$@"\n'


def main(program, folder):
    top = read_help(program)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split(" (")[0].strip()
    folder = Path(folder)
    files = {f"man/{command.name}.1": man_page(command, version, top) for command in walk(top)}
    files["bash/spondyl"] = bash_completion(top)
    files["zsh/_spondyl"] = zsh_completion(top)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
