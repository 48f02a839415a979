"""A browser without a window, and what it finds in a page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PROGRAM = os.environ.get("ECS_USECASES_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--hide-scrollbars",
    "--virtual-time-budget=5000",
]

# The page is in a frame, since a window can't be as narrow as a telephone, and the page itself allows no script.
HOST = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<iframe style="border:0;width:{width}px;height:{height}px" srcdoc="{page}"></iframe><pre id="found"></pre>
<script>
addEventListener('load', () => {{
  const frame = document.querySelector('iframe').contentDocument
  const root = frame.documentElement
  const shown = (element) => element.getClientRects().length > 0
  const rect = (element) => element.getBoundingClientRect()
  const look = frame.defaultView.getComputedStyle.bind(frame.defaultView)
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {{
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }})
  const light = (colour) => channels(colour).reduce((sum, channel, place) => sum + channel * [0.2126, 0.7152, 0.0722][place], 0)
  const contrast = (one, two) => {{
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }}
  const ground = look(frame.body).backgroundColor
  const pale = []
  for (const element of frame.querySelectorAll('h1, h2, p, dt, dd, th, td, li, summary, .ecs-timeline text')) {{
    const paint = look(element)
    const colour = element instanceof frame.defaultView.SVGElement ? paint.fill : paint.color
    if (shown(element) && !element.matches('.badge-words') && contrast(colour, ground) < 4.5) pale.push(element.textContent)
  }}
  const overlaps = []
  const cut = []
  for (const svg of [...frame.querySelectorAll('svg')].filter(shown)) {{
    const edge = rect(svg)
    for (const text of svg.querySelectorAll('text')) {{
      const { left, right } = rect(text)
      if (left < edge.left - 1 || right > edge.right + 1) cut.push(text.textContent)
    }}
    const labels = [...svg.querySelectorAll('.on, .name, .tick, .branch')].map((text) => [text.textContent, rect(text)])
    labels.forEach(([one, a], place) => {{
      for (const [two, b] of labels.slice(place + 1)) {{
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3) overlaps.push([one, two])
      }}
    }})
  }}
  const found = {{
    verdict: frame.querySelector('.verdict')?.textContent,
    lanes: [...frame.querySelectorAll('.lane')].filter(shown).map((lane) => lane.dataset.lane),
    empty: [...frame.querySelectorAll('.lane > g')].filter((lane) => lane.childElementCount === 0).length,
    wide: root.scrollWidth - root.clientWidth,
    foreign: frame.querySelectorAll('script, img, iframe, link, object').length,
    harmed: window.harmed === true,
    pale, overlaps, cut, ground,
  }}
  document.getElementById('found').textContent = JSON.stringify(found)
}})
</script>"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the browser."""
    assert PROGRAM is not None
    return subprocess.run([PROGRAM, *QUIET, *arguments], capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=True)


def host(page: str, folder: Path, width: int, height: int = 900) -> str:
    """The address of a page that has `page` in a frame of this size."""
    text = HOST.replace("{ left, right }", "{{ left, right }}").format(page=escape(page), width=width, height=height)
    file = folder / "host.html"
    file.write_text(text, encoding="utf-8")
    return file.as_uri()


def look(page: str, folder: Path, width: int, dark: bool = False) -> dict[str, Any]:
    """What the browser finds: the structure, what overlaps, what is pale, what it asked of the network, what it complains of."""
    log = folder / "net.json"
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    ran = run(*scheme, "--enable-logging=stderr", f"--log-net-log={log}", f"--user-data-dir={folder / 'profile'}", "--dump-dom", host(page, folder, width))
    text = re.search(r'<pre id="found">(.*?)</pre>', ran.stdout, re.DOTALL)
    assert text is not None and text.group(1), ran.stdout[-2000:] + ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(unescape(text.group(1)))
    found["console"] = [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
    found["asked"] = asked(log)
    return found


def asked(log: Path) -> list[str]:
    """What a page asked of the network: addresses that are no files. The browser's own questions come from no page."""
    net = json.loads(log.read_text(encoding="utf-8"))
    questions = [event["params"] for event in net["events"] if {"url", "initiator"} <= set(event.get("params", {}))]
    addresses = {question["url"] for question in questions if question["initiator"] != "not an origin"}
    return sorted(address for address in addresses if urlsplit(address).scheme in ("http", "https", "ws", "wss", "ftp"))
