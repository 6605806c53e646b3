#!/bin/bash
# Compiles the sdist of NAME (SPEC limits the version) into /out/with, with the Debian packages BUILD; where
# BUILD names any, first without them into /out/without. BESIDE are further sdists to compile, and BASE what
# they need. FLAGS are more flags for C and C++ compilers. Each .code is the exit code, 124 after LIMIT
# seconds, and each .json what /prove/contents.py finds in the result.
set -u
# maturin would download Rust where there is no cargo, and hide that the row lacks it.
export MATURIN_NO_INSTALL_RUST=1
if [ -n "$FLAGS" ]; then
  export CFLAGS="$FLAGS" CXXFLAGS="$FLAGS"
fi

install() { # packages...
  apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Use-Pty=0 \
    "$@" >>/out/apt.log 2>&1
}

compile() { # directory
  local flags=()
  for name in $NAME $BESIDE; do flags+=(--no-binary "${name%%\[*}"); done
  # A wheel that was built before would hide whether this build works; build requirements stay cached.
  uv cache clean --quiet "$NAME"
  # shellcheck disable=SC2086
  timeout "$LIMIT" uv pip install --no-progress --color never \
    "${flags[@]}" --target "/out/$1" "$SPEC" $BESIDE >"/out/$1.log" 2>&1
  echo $? >"/out/$1.code"
  if [ "$(cat "/out/$1.code")" = 0 ]; then
    python /prove/contents.py "$NAME" "/out/$1" >"/out/$1.json" || exit 1
  fi
}

# shellcheck disable=SC2086
if [ -n "$BASE" ]; then install $BASE || exit 2; fi
if [ -n "$BUILD" ]; then
  compile without
  # shellcheck disable=SC2086
  install $BUILD || exit 2
fi
compile with
