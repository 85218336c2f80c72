"""Runs a program on a terminal of its own, types what comes on stdin, and prints what it says.

usage: on_terminal.py FOLDER PROGRAM WORD...
"""

import os
import pty
import sys

folder, words = sys.argv[1], sys.argv[2:]
lines = sys.stdin.read().splitlines(keepends=True)
child, terminal = pty.fork()
if child == 0:
    os.chdir(folder)
    os.execv(words[0], words)
said = b""
while True:
    try:
        part = os.read(terminal, 4096)
    except OSError:
        break
    if not part:
        break
    said += part
    # A question ends with a colon and a blank, and nothing behind it.
    if lines and said.endswith(b": "):
        os.write(terminal, lines.pop(0).encode())
sys.stdout.write(said.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
