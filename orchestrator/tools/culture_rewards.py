"""python -m orchestrator.tools.culture_rewards --total 1500 --top 8

The runbook's command. It starts `mvcrs culture-rewards`, which does the work, with the same options, and ends with its
exit code. Needs Python 3.8 and npx, nothing else.
"""

import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def main(arguments):
    npx = shutil.which("npx")
    if npx is None:
        print("error: npx was not found\n  Install Node.js, or run: pnpm mvcrs culture-rewards", file=sys.stderr)
        return 4
    # The command runs in the repository's folder; the scoreboard is meant to be found from here.
    if not any(word == "--root" or word.startswith("--root=") for word in arguments):
        arguments = [*arguments, "--root", str(Path.cwd())]
    command = [npx, "-y", "pnpm@12", "--silent", "run", "mvcrs", "culture-rewards", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
