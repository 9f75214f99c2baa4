"""The look of the ingestion report: one hue a kind, dark text on light tints and the reverse."""

from __future__ import annotations

# Hue and strength (percent) of a kind or voice. Kinds that belong together lie close
# together: lists green, tables blue, the comment thread red to orange, what is not text grey.
_KINDS = {
    "title": (265, 60),
    "heading": (280, 45),
    "paragraph": (215, 12),
    "lead_in": (160, 55),
    "list_item": (140, 45),
    "definition": (185, 60),
    "comment": (350, 60),
    "reply": (25, 70),
    "editor_note": (50, 80),
    "table_caption": (235, 60),
    "table_header": (225, 60),
    "table_row": (205, 60),
    "table_footnote": (245, 35),
    "reference": (90, 30),
    "placeholder": (320, 55),
    "furniture": (30, 8),
    "blank": (0, 0),
}
_VOICES = {
    "publisher": (215, 30),
    "clinician": (175, 60),
    "staff": (25, 70),
    "editor": (50, 80),
    "advocate": (275, 50),
    "visitor": (350, 65),
}


def _tints() -> str:
    rules = []
    for prefix, hues in (("k", _KINDS), ("v", _VOICES)):
        rules += [f".{prefix}-{name}{{--h:{hue};--c:{share}%}}" for name, (hue, share) in hues.items()]
    return "".join(rules)


# Lightness is fixed by theme, so text keeps at least 7:1 on every tint, whatever its hue.
_RULES = """
:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1b;--soft:#595959;--line:#d0d0d0;--tint:94%;--edge:42%;
--fault:#8a1c00;--faultbg:#ffe0d6}
@media (prefers-color-scheme:dark){:root{
--page:#141414;--ink:#f0f0f0;--soft:#b4b4b4;--line:#3c3c3c;--tint:17%;
--edge:62%;--fault:#ffb59e;--faultbg:#4d1a0c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1rem 1.25rem 4rem;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:.5rem 0}
h2{font-size:1.2rem;margin:0 0 .5rem;overflow-wrap:anywhere}
h3{font-size:1rem;margin:1rem 0 .3rem}
a{color:inherit}
article{margin-top:3rem;padding-top:1.25rem;border-top:3px solid var(--ink)}
nav,details{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;margin:.5rem 0}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums}
.excerpt{min-width:14rem;max-width:26rem;overflow-wrap:anywhere}
.id{color:var(--soft)}
.stated{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.25rem 1.5rem;margin:0}
.stated div{display:flex;gap:.5rem;align-items:baseline}
.stated dt{color:var(--soft);min-width:5rem}
.stated dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600;padding:.5rem 0}
.legend{margin-top:1rem}
.chip{display:inline-block;padding:0 .45rem;border:1px solid hsl(var(--h) var(--c) var(--edge));
border-radius:.3rem;background:hsl(var(--h) var(--c) var(--tint));
font-size:.85rem;margin:.1rem 0;white-space:nowrap}
.chip.voice{border-radius:1rem}
.bar{display:flex;height:1rem;border:1px solid var(--line);border-radius:.2rem;overflow:hidden}
.bar i{min-width:2px;background:hsl(var(--h) var(--c) var(--edge))}
.shares{font-size:.9rem;margin:.3rem 0;line-height:2}
.part{white-space:nowrap;margin-right:.6rem}
.path{margin:1rem 0 .3rem;color:var(--soft);font-size:.85rem}
.b{display:grid;grid-template-columns:13rem 1fr;gap:1rem;margin:2px 0;padding:.3rem .6rem;
border-left:5px solid hsl(var(--h) var(--c) var(--edge));background:hsl(var(--h) var(--c) var(--tint))}
.gutter{font-size:.8rem;color:var(--ink)}
.gutter>.n{display:inline-block;min-width:2.2rem;color:var(--soft)}
.ids{color:var(--soft);display:block;padding-left:2.5rem}
.body{white-space:pre-wrap;overflow-wrap:anywhere;min-width:0}
.k-title .body,.k-heading .body{font-weight:700}
.s::before{content:"";display:inline-block;width:0;height:.9em;margin-right:3px;vertical-align:-.1em;
border-left:2px solid var(--soft)}
.l::before{content:"\\2191";width:auto;border:0;color:var(--soft);font-style:normal;font-weight:700}
.q{font-style:italic;color:var(--soft)}
mark{background:var(--faultbg);color:inherit;
text-decoration:underline wavy var(--fault);text-underline-offset:3px}
.q mark{color:var(--ink)}
.reason{margin:.3rem 0 0;font-size:.85rem;color:var(--fault);white-space:normal}
.reason::before{content:"\\26A0\\FE0E  "}
@media (max-width:40rem){.b{grid-template-columns:1fr;gap:.2rem}}
@media print{details{display:block}.b{break-inside:avoid}}
"""

STYLE = _RULES.replace("\n", "") + _tints()
"""The style sheet, complete: nothing is loaded from elsewhere."""
