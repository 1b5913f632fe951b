import { createHash } from "node:crypto";
import type { RequestHandler } from "express";

/**
 * The one stylesheet. It lives here as text so that the built program is code alone. Colors meet WCAG AA in both schemes;
 * nothing is told by color alone.
 */
const css = `
:root {
  color-scheme: light dark;
  --paper: #f6f5f1; --card: #ffffff; --ink: #1c2530; --soft: #55606d; --line: #dcdad3; --edge: #7d8792;
  --accent: #0b6e63; --accent-ink: #ffffff; --accent-wash: #e3f1ee; --good: #17703a; --warn: #8a5300; --warn-wash: #fdf3df;
  --bad: #a8261f; --bad-wash: #fcebe9; --code: #efede7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12171c; --card: #1b2229; --ink: #e8ebee; --soft: #a3afbb; --line: #303a44; --edge: #7f8c99;
    --accent: #5fc9b9; --accent-ink: #06231f; --accent-wash: #17332f; --good: #74d197; --warn: #f0bd6a; --warn-wash: #33280f;
    --bad: #ff9b92; --bad-wash: #3a1c1a; --code: #262f38;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
main, .site, footer { width: min(100% - 2.5rem, 42rem); margin-inline: auto; }
.wide main, .wide .site, .wide footer { width: min(100% - 2.5rem, 58rem); }
.site { display: flex; align-items: center; gap: .625rem; padding-block: 1.5rem 0; font-weight: 650; overflow-wrap: anywhere; }
.site img { width: 1.75rem; height: 1.75rem; flex: none; }
main { padding-block: 1.25rem 2.5rem; }
footer { padding-block: 1rem 2.5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
footer p { margin: 0; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.625rem, 1.3rem + 1.6vw, 2.25rem); letter-spacing: -.015em; margin: .5rem 0 .75rem; }
h2 { font-size: 1.1875rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; text-wrap: pretty; }
p:last-child { margin-bottom: 0; }
.lead { font-size: 1.1875rem; color: var(--soft); max-width: 40rem; }
.soft { color: var(--soft); }
.small { font-size: .9375rem; }
a { color: var(--accent); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
code { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); padding: .1em .35em; border-radius: .3em; overflow-wrap: anywhere; }
pre { margin: .5rem 0 .75rem; padding: .75rem 1rem; background: var(--code); border-radius: .5rem; white-space: pre-wrap; }
pre code { padding: 0; background: none; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: .875rem; padding: 1.375rem 1.5rem; margin-block: 1.25rem; }
.note { border: 1px solid var(--line); border-inline-start: .3rem solid var(--accent); background: var(--accent-wash); border-radius: .5rem; padding: .875rem 1.125rem; margin-block: 1.25rem; }
.note.bad { border-inline-start-color: var(--bad); background: var(--bad-wash); }
.note ul { margin: .25rem 0 0; padding-inline-start: 1.25rem; }

.said { margin: 0; }
.said + .said { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.said blockquote { margin: 0; padding-inline-start: 1rem; border-inline-start: .2rem solid var(--accent); white-space: pre-wrap; overflow-wrap: anywhere; }
.said figcaption { margin-top: .5rem; color: var(--soft); font-size: .9375rem; }
.given { list-style: none; margin: 0; padding: 0; }
.given li { padding-inline-start: 1.75rem; position: relative; overflow-wrap: anywhere; }
.given li + li { margin-top: .5rem; }
.given li::before { content: "✓" / ""; position: absolute; inset-inline-start: .25rem; color: var(--good); font-weight: 700; }

fieldset { border: 0; margin: 0 0 1.75rem; padding: 0; min-width: 0; }
legend, .label { display: block; padding: 0; margin-bottom: .625rem; font-weight: 600; }
.scale { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .5rem; }
.scale label { position: relative; display: block; cursor: pointer; }
.scale input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.scale .mark { display: grid; place-items: center; min-height: 3rem; border: 1px solid var(--edge); border-radius: .625rem; background: var(--card); font-weight: 600; }
.scale input:hover + .mark { border-color: var(--accent); background: var(--accent-wash); }
.scale input:checked + .mark { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
.scale input:focus-visible + .mark { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (forced-colors: active) { .scale input:checked + .mark { background: Highlight; color: HighlightText; forced-color-adjust: none; } }
fieldset:disabled .mark, fieldset:disabled input { cursor: default; }
fieldset:disabled .mark { border-style: dashed; color: var(--soft); }
fieldset:disabled input:hover + .mark { background: var(--card); border-color: var(--edge); }
fieldset:disabled input:checked + .mark { background: var(--accent-wash); color: var(--ink); border: 2px solid var(--accent); }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin-top: .375rem; color: var(--soft); font-size: .9375rem; }
.ends span:last-child { text-align: end; }
.wrong { color: var(--bad); font-weight: 600; margin: 0 0 .5rem; }
textarea { display: block; width: 100%; min-height: 7.5rem; padding: .75rem .875rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .625rem; resize: vertical; }
textarea[aria-invalid] { border-color: var(--bad); }
.button { display: inline-block; min-height: 3rem; padding: .6875rem 1.5rem; font: inherit; font-weight: 600; line-height: 1.5; text-decoration: none; cursor: pointer; border: 1px solid var(--accent); border-radius: .625rem; background: var(--accent); color: var(--accent-ink); }
.button:hover { filter: brightness(1.08); }
.button.quiet { background: transparent; color: var(--ink); border-color: var(--edge); font-weight: 500; }
.button.quiet:hover { border-color: var(--ink); filter: none; }
.actions { margin-top: 1.25rem; }
.after { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }

.path { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 0 0 1.75rem; padding: 0; }
.path li { padding: .125rem .75rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--card); font-size: .9375rem; }
.columns { display: grid; gap: 1.25rem; }
.columns .card { margin-block: 0; min-width: 0; }
.columns .card > h2 { margin-bottom: 1rem; }
@media (min-width: 52rem) { .columns { grid-template-columns: minmax(0, 21rem) minmax(0, 1fr); align-items: start; } }
.facts { margin: 0; }
.facts > div + div { margin-top: .875rem; padding-top: .875rem; border-top: 1px solid var(--line); }
.facts dt { color: var(--soft); font-size: .9375rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.dot { display: inline-block; width: .625rem; height: .625rem; margin-inline-end: .5rem; border-radius: 50%; border: 2px solid currentColor; }
.state-good .dot { color: var(--good); background: currentColor; }
.state-todo .dot { color: var(--edge); }
.state-bad .dot { color: var(--bad); background: currentColor; border-radius: .125rem; }
.task + .task { margin-top: 1.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
.task ol { margin: .5rem 0 0; padding-inline-start: 1.25rem; }
.task li + li { margin-top: .5rem; }
.task li::marker { color: var(--soft); font-weight: 600; }
`.trim();

/** Two hands' worth of a circle, closing: what was broken is made whole. */
const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e63"/><path d="M23.5 12.2A8.5 8.5 0 1 0 24.5 16" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="m12 16.2 3 3 7.5-8" fill="none" stroke="#9fe3d7" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const served = (body: string, type: string) => {
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 12);
  const handler: RequestHandler = (request, response) => {
    // Its address carries its content's hash: a browser that has it needn't ask again, and an upgrade shows at once.
    const fixed = request.query.v === hash;
    response.set("Cache-Control", fixed ? "public, max-age=31536000, immutable" : "no-cache");
    response.set("ETag", `"${hash}"`).type(type).send(body);
  };
  return { hash, handler };
};

const stylesheet = served(css, "css");
const icon = served(mark, "svg");

/** Every asset by its path; `address` is the path with the content's hash. */
export const assets = [
  { path: "/assets/amends.css", ...stylesheet },
  { path: "/assets/amends.svg", ...icon },
] as const;

export const stylesheetAddress = `/assets/amends.css?v=${stylesheet.hash}`;
export const iconAddress = `/assets/amends.svg?v=${icon.hash}`;
