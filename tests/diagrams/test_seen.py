"""The pictures in a real Chromium: readable in both themes, and nothing beyond their edges."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from arinb.diagrams import Picture, ladder, states, timeline
from tests.browser import find_chromium
from tests.diagrams.calls import Told, channel, hello
from tests.diagrams.test_lives import life
from tests.diagrams.test_timelines import meeting
from tests.jupyter import open_page
from tests.needs import needs

pytestmark = pytest.mark.browser

READABLE = 4.5  # contrast of text, by WCAG 2.2 (AA)
THEMES = {
    "Light": "--jp-ui-font-color1:rgba(0,0,0,0.87);--jp-ui-font-color2:rgba(0,0,0,0.54);"
    "background:rgb(255,255,255)",
    "Dark": "--jp-ui-font-color1:rgb(255,255,255);--jp-ui-font-color2:rgba(255,255,255,0.7);"
    "background:rgb(17,17,17);color:rgb(255,255,255)",
    "a page without a theme": "background:rgb(255,255,255)",
}
LOOK = """readable => {
  const parsed = text => text.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], back) => [r, g, b].map((v, i) => v * a + back[i] * (1 - a));
  const light = colour => colour.map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const page = parsed(getComputedStyle(document.body).backgroundColor);
  const wrong = [];
  for (const svg of document.querySelectorAll('svg.arinb')) {
    const frame = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      const out = box.left < frame.left || box.right > frame.right + 0.5
        || box.top < frame.top || box.bottom > frame.bottom + 0.5;
      if (out) wrong.push(['outside', text.textContent]);
      const ground = text.classList.contains('on')
        ? parsed(getComputedStyle(text.previousElementSibling).fill) : page;
      const [a, b] = [over(parsed(getComputedStyle(text).fill), ground), ground].map(light);
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < readable) wrong.push([contrast.toFixed(2), text.textContent]);
    }
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    long = Told()
    for number in range(60):
        name = f"PJSIP/{'日本語' * number}<b>&amp;-{number}"
        long.event("StasisStart", channel=channel(number, name=name), args=["x" * 200])
        long.exchange("POST", f"/channels/1795.{number}/play?media={'y' * 300}", 404, "Not Found")
    long.add("connection", type="lost", detail="z" * 300)
    return [
        ladder(hello()),
        ladder(long),
        ladder([]),
        timeline(meeting()),
        timeline(long),
        states(life(), "1795.1"),
    ]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    chromium = find_chromium()
    needs(chromium is not None, "a Chromium")
    assert chromium is not None
    with open_page(chromium) as page:
        yield page


@pytest.mark.parametrize("width", [920, 520])
@pytest.mark.parametrize("theme", THEMES)
def test_texts_are_readable_and_inside(
    page: Page, pictures: list[Picture], theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    body = "".join(picture._repr_html_() for picture in pictures)
    page.set_content(f'<body style="margin:8px;{THEMES[theme]}">{body}</body>')
    assert page.locator("svg.arinb").count() == len(pictures)
    assert page.evaluate(LOOK, READABLE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.locator("pre.arinb-text").first.is_visible()


def test_a_file_of_its_own_is_readable_in_the_dark(page: Page, pictures: list[Picture]) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("data:image/svg+xml;charset=utf-8," + pictures[0].svg.replace("#", "%23"))
    colours = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor,"
        " getComputedStyle(document.querySelector('text')).fill]"
    )
    page.emulate_media(color_scheme="light")
    page.goto("about:blank")
    assert colours == ["rgb(17, 17, 17)", "rgb(238, 238, 238)"]


def test_without_its_style_the_text_is_seen(page: Page, pictures: list[Picture]) -> None:
    """A front end that does not trust a notebook takes style and SVG away."""
    html = pictures[0]._repr_html_()
    page.set_content(html[html.index("</style>") + 8 :])
    assert page.locator("pre.arinb-text").is_visible()
    assert not page.locator("svg.arinb").is_visible()
