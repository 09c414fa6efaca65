# Runs the gate for action.yml, which names what it reads from the environment. Ends with the gate's exit code.
set -u
root="$(cd "$GATE_ROOT" && pwd)" || exit 2
options=(--root "$root" --fail-on "$GATE_FAIL_ON")
if [ -n "$GATE_BASELINE" ]; then options+=(--baseline "$(realpath "$GATE_BASELINE")"); fi
case "$GATE_SARIF" in
  "" | /*) sarif="$GATE_SARIF" ;;
  *) sarif="$PWD/$GATE_SARIF" ;;
esac

home="$(cd "$GATE_ACTION/../../.." && pwd)"
package="$GATE_PACKAGE"
case "$package" in
  ./* | ../*) package="$(realpath "$package")" ;;
  "")
    # An action of this workspace's own judges with the sources of the workspace; one that was fetched, with what was released.
    if [ ! "$home" -ef "${GITHUB_WORKSPACE:-}" ]; then
      package="phase8-gate@$(node -p 'require(process.argv[1]).version' "$home/apps/phase8-gate/package.json")" || exit 2
    fi
    ;;
esac

if [ -z "$package" ]; then
  cd "$home" || exit 2
  gate=(npx -y pnpm@12 --silent phase8-gate)
else
  # One package with nothing below it, in a folder of its own: what the judged tree has installed is left alone.
  installed="$(mktemp -d)"
  trap 'rm -rf "$installed"' EXIT
  npm install --prefix "$installed" --no-save --no-audit --no-fund --loglevel=error "$package" 1>&2 || exit 2
  gate=(node "$installed/node_modules/phase8-gate/bundle/phase8-gate.mjs")
fi

code=0
"${gate[@]}" "${options[@]}" --format github || code=$?
if [ -n "$sarif" ]; then "${gate[@]}" "${options[@]}" --format sarif --output "$sarif" || true; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "exit-code=$code" >> "$GITHUB_OUTPUT"; fi
exit "$code"
