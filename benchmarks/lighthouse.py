"""Lighthouse's four categories for home page, article and archive, in every language that has an article.

    python benchmarks/lighthouse.py http://localhost:8000 [--least 98] [--desktop]

Run it against a server as in production (DEBUG off, collectstatic done).
Lighthouse is asked for as ``lighthouse`` on the PATH, or as the environment's
LIGHTHOUSE names it (``npm install lighthouse`` in a directory outside the
project, then node_modules/.bin/lighthouse); CHROME_PATH names a Chromium.
Where either is missing it says so and ends well.
"""

import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


def tools() -> tuple[str, str]:
    """Lighthouse and a Chromium; ends the programme with a reason where there is none."""
    lighthouse = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    if not lighthouse or not chromium:
        sys.exit(print("Skipped: there is no", "Chromium." if lighthouse else "Lighthouse; see the docstring."))
    return lighthouse, chromium


def pages(address: str, languages: list[str]) -> dict[str, str]:
    """What is measured: name → address."""
    found: dict[str, str] = {}
    for language in languages:
        home, archive = f"{address}/{language}/", f"{address}/{language}/news/"
        with urlopen(archive) as answer:  # noqa: S310 - whoever runs this names the address
            links = re.findall(rf'href="(/{language}/news/[^"?#]+/)"', answer.read().decode())
        found |= {f"home, {language}": home, f"archive, {language}": archive}
        if links:
            found[f"article, {language}"] = address + html.unescape(links[0])
    return found


def measure(lighthouse: str, chromium: str, url: str, *, is_desktop: bool) -> tuple[dict[str, int], list[str]]:
    """The figures, from 0 to 100, and what was found wanting."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.json"
        command = [lighthouse, url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", *(["--preset=desktop"] if is_desktop else [])]
        # A busy machine sometimes misses the beginning of its own trace; Lighthouse asks to be run again.
        environment = {**os.environ, "CHROME_PATH": chromium}
        for is_last in (False, False, True):
            done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True)
            if done.returncode == 0:
                break
            if is_last:
                sys.exit(done.stderr)
        result = json.loads(report.read_text())
    scores = {name: round(100 * (result["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weighed = {ref["id"] for name in CATEGORIES for ref in result["categories"][name]["auditRefs"] if ref["weight"]}
    wanting = [name for name in weighed if (score := result["audits"][name]["score"]) is not None and score < 0.9]
    return scores, sorted(wanting)


def main() -> None:
    """Print a table; end with 1 where a figure is lower than it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8000")
    parser.add_argument("--languages", default="en,ar", help="separated by commas (en,ar)")
    parser.add_argument("--least", type=int, default=98, help="of 100, in each category (98)")
    parser.add_argument("--desktop", action="store_true", help="as on a desktop; on a slow phone unless given")
    options = parser.parse_args()
    lighthouse, chromium = tools()
    print(f"{'':16}" + "".join(f"{name:>16}" for name in CATEGORIES))
    is_enough = True
    for name, url in pages(options.address.rstrip("/"), options.languages.split(",")).items():
        scores, wanting = measure(lighthouse, chromium, url, is_desktop=options.desktop)
        is_enough = is_enough and min(scores.values()) >= options.least
        print(f"{name:16}" + "".join(f"{scores[key]:>16}" for key in CATEGORIES), *wanting, flush=True)
    sys.exit(0 if is_enough else 1)


if __name__ == "__main__":
    main()
