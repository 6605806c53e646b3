#!/bin/bash
# Loads what lies in /out/with: first in the bare image, then with the packages RUNTIME where it names any.
# BASE is there in both. Each .code is 0 when no file of the package (/out/elf) misses a shared library and the statement CODE runs.
set -u

install() { # packages...
  apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=0 \
    "$@" >>/out/apt.log 2>&1
}

load() { # name
  (
    while read -r file; do ldd "/out/with/$file" 2>/dev/null; done </out/elf |
      sed -n 's/^[[:space:]]*\(.*\) => not found.*/\1: cannot open shared object file/p' | sort -u >/tmp/missing
    if [ -s /tmp/missing ]; then cat /tmp/missing; exit 1; fi
    cd /tmp && PYTHONPATH=/out/with PYTHONDONTWRITEBYTECODE=1 timeout 60 python -c "$CODE"
  ) >"/out/$1.log" 2>&1
  echo $? >"/out/$1.code"
}

# shellcheck disable=SC2086
if [ -n "$BASE" ]; then install $BASE || exit 2; fi
load bare
if [ -n "$RUNTIME" ]; then
  # shellcheck disable=SC2086
  install $RUNTIME || exit 2
  load runtime
fi
