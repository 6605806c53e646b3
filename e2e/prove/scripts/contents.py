"""What an installed package has of compiled files: JSON on standard output.

version; elf, the paths of its ELF files; modules, its extension modules as they are imported; and needed, which
Debian packages the shared libraries come from that the files name, by the names of the libraries.
"""
import importlib.machinery
import importlib.metadata
import json
import os
import re
import subprocess
import sys

name, root = sys.argv[1:]


def normal(text):
    return re.sub(r"[-_.]+", "-", text).lower()


def is_elf(path):
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"\x7fELF"
    except OSError:
        return False


def module(path):
    for suffix in importlib.machinery.EXTENSION_SUFFIXES:
        if path.endswith(suffix):
            return path.removesuffix(suffix).replace("/", ".").removesuffix(".__init__")
    return None


def owner(soname):
    answer = subprocess.run(["dpkg", "-S", "*/" + soname], capture_output=True, text=True, check=False)
    return answer.stdout.split(":")[0]


found = [d for d in importlib.metadata.distributions(path=[root]) if normal(d.metadata["Name"]) == name]
files = [os.path.normpath(str(f)) for f in found[0].files or []]
# A script is recorded as it lies beside site-packages; --target puts it into bin.
files = [re.sub(r"^(\.\./)+", "", f) for f in files]
elf = sorted(f for f in files if is_elf(os.path.join(root, f)))
own = {os.path.basename(f) for f in elf}
needed = {}
for f in elf:
    head = subprocess.run(["objdump", "-p", os.path.join(root, f)], capture_output=True, text=True, check=True)
    for soname in re.findall(r"^\s+NEEDED\s+(\S+)$", head.stdout, re.M):
        if soname not in own and soname not in needed:
            needed[soname] = owner(soname)
modules = sorted(m for m in map(module, elf) if m and all(part.isidentifier() for part in m.split(".")))
json.dump({"version": found[0].version, "elf": elf, "modules": modules, "needed": needed}, sys.stdout)
