"""How a reply's text becomes nodes, in the browser itself."""

from __future__ import annotations

import re
from typing import Callable

import pytest
from playwright.sync_api import Page

SAMPLES = [
    ("Dag", "<p>Dag</p>"),
    ("een **vet** woord", "<p>een <strong>vet</strong> woord</p>"),
    ("een\ntwee\n\ndrie", "<p>een<br>twee</p><p>drie</p>"),
    ("Kijk:\n- een\n- **twee**", "<p>Kijk:</p><ul><li>een</li><li><strong>twee</strong></li></ul>"),
    ("3. drie\n4. vier", '<ol start="3"><li>drie</li><li>vier</li></ol>'),
    ("bel [1813](tel:1813).", '<p>bel <a href="tel:1813">1813</a>.</p>'),
    (
        "- **113**: bel 113 of 0800-0113\n- Bel 070 245 245.",
        '<ul><li><strong>113</strong>: bel <a href="tel:113">113</a> of <a href="tel:08000113">0800-0113</a></li>'
        '<li>Bel <a href="tel:070245245">070 245 245</a>.</li></ul>',
    ),
    ("ik bel 3 mensen, model 112", "<p>ik bel 3 mensen, model 112</p>"),
    ("code **K7PM-4WQX-9T3D**", '<p>code <strong class="whole">K7PM-4WQX-9T3D</strong></p>'),
    ("<script>alert(1)</script> & <b>x</b>", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x&lt;/b&gt;</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>"),
    ("_Bron: BK-0540-2, 1.2_", "<p><em>Bron: BK-0540-2, 1.2</em></p>"),
    ("*Afspraken · vraag 1*\n\nMag *dat*?", "<p><em>Afspraken · vraag 1</em></p><p>Mag <em>dat</em>?</p>"),
    ("2 * 3 * 4 en 2*3*4", "<p>2 * 3 * 4 en 2*3*4</p>"),
    ("2 * 3 ** 4 en snake_case", "<p>2 * 3 ** 4 en snake_case</p>"),
    ("**niet af", "<p>**niet af</p>"),
    ("", ""),
]


@pytest.fixture
def render(visit: Callable[..., Page]) -> Callable[[str], str]:
    page = visit("/")
    module = re.search(r'src="([^"]+)page\.js"', page.content()).group(1) + "markdown.js"
    code = """async ([module, text]) => {
        const { render } = await import(module);
        const box = document.createElement("div");
        box.append(render(text, (anchor) => { anchor.target = "_blank"; }));
        return box.innerHTML;
    }"""
    return lambda text: page.evaluate(code, [module, text])


def test_replies_are_rendered_as_nodes(render: Callable[[str], str]) -> None:
    assert {text: render(text) for text, _ in SAMPLES} == dict(SAMPLES)


def test_a_link_to_another_website_opens_elsewhere(render: Callable[[str], str]) -> None:
    assert render("zie https://www.vdab.be/loopbaan.") == (
        '<p>zie <a href="https://www.vdab.be/loopbaan" target="_blank">https://www.vdab.be/loopbaan</a>.</p>'
    )
    assert 'target="_blank"' not in render("[beroepen](/beroepen)")
