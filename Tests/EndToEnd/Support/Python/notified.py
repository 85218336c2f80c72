"""Follows a pipeline as a service manager would, and prints what it is told."""
import os, signal, socket, subprocess, sys, time
program, folder = sys.argv[1:3]
box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
box.bind("\0" + sys.argv[3]); box.settimeout(60)
env = dict(os.environ, NOTIFY_SOCKET="@" + sys.argv[3], **dict(w.split("=", 1) for w in sys.argv[4:]))
child = subprocess.Popen([program, "follow", "pipeline.yaml"], cwd=folder, env=env)
def until(word):
    while True:
        text = box.recv(4096).decode(); print(text, flush=True)
        if word in text: return
until("the next round begins")
open(folder + "/pipeline.yaml", "a").write("nonsense: 1\n")
child.send_signal(signal.SIGHUP); until("RELOADING=1"); until("READY=1")
child.send_signal(signal.SIGTERM); until("STOPPING=1")
print("exit", child.wait())
