/** Colors, type and the small parts that everything shares. Colors meet WCAG AA in both schemes. */
export const base = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ground: #f6f5f1; --raised: #ffffff; --ink: #1c2530; --soft: #55606d; --line: #e3e1da; --edge: #868f99;
  --hover: #f3f2ed; --accent: #0b6e63; --accent-ink: #ffffff; --accent-wash: #e3f1ee; --mention: #fdf0cf; --mention-ink: #6b4500;
  --good: #17703a; --good-wash: #e6f4ea; --warn: #8a5300; --warn-wash: #fdf3df; --bad: #a8261f; --bad-wash: #fcebe9; --code: #f1efe9;
  --side: #12403a; --side-ink: #d9ebe7; --side-soft: #a5c7c0; --side-hover: #1c4f48; --side-on: #e3f1ee; --side-on-ink: #0b3d36; --side-line: #2a5b54;
  --shadow: 0 1px 2px rgb(28 37 48 / .06), 0 8px 28px rgb(28 37 48 / .14);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171d23; --ground: #12171c; --raised: #1e262d; --ink: #e8ebee; --soft: #a3afbb; --line: #2c353e; --edge: #7f8c99;
    --hover: #1d242b; --accent: #5fc9b9; --accent-ink: #06231f; --accent-wash: #17332f; --mention: #3a300f; --mention-ink: #f3cf7d;
    --good: #74d197; --good-wash: #14301f; --warn: #f0bd6a; --warn-wash: #33280f; --bad: #ff9b92; --bad-wash: #3a1c1a; --code: #222b33;
    --side: #0d2a26; --side-ink: #cfe3df; --side-soft: #93b5ae; --side-hover: #153a35; --side-on: #5fc9b9; --side-on-ink: #06231f; --side-line: #1d433d;
    --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 8px 28px rgb(0 0 0 / .5);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
html, body { height: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: .9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
}
h1, h2, h3, h4, p, ol, ul, dl, dd, blockquote, pre, fieldset, legend { margin: 0; padding: 0; }
ol, ul { list-style: none; }
fieldset { border: 0; min-width: 0; }
a { color: var(--accent); text-underline-offset: .18em; }
button, input, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
code, pre { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .375rem; }
main:focus, .scroll:focus { outline: none; }
.scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
.icon { flex: none; width: 1.125rem; height: 1.125rem; }
.mark { width: 2rem; height: 2rem; display: block; }
.mark-ground { fill: #0b6e63; } .mark-ring, .mark-check { fill: none; stroke: #fff; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.mark-check { stroke: #9fe3d7; }
.soft { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip-link { position: fixed; inset: .5rem auto auto .5rem; z-index: 20; padding: .5rem 1rem; background: var(--raised); border-radius: .5rem; box-shadow: var(--shadow); transform: translateY(-200%); }
.skip-link:focus { transform: none; }
.empty { padding: 2rem 1.25rem; max-width: 34rem; }
.empty p + p { margin-top: .375rem; }

.button {
  display: inline-flex; align-items: center; justify-content: center; gap: .4rem; min-height: 2.125rem; padding: .3125rem .75rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); color: var(--ink);
  font-weight: 600; font-size: .875rem; line-height: 1.25; text-decoration: none; white-space: nowrap;
}
.button:hover { background: var(--hover); border-color: var(--edge); }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.button.primary:hover { background: color-mix(in oklab, var(--accent) 88%, var(--ink)); }
.button.danger { border-color: var(--bad); color: var(--bad); }
.button.danger:hover { background: var(--bad-wash); }
.button:disabled, .button.htmx-request { opacity: .55; cursor: default; }
.button .avatar { width: 1.25rem; height: 1.25rem; font-size: .5625rem; border-radius: .3125rem; }
.button.quiet { border-color: transparent; background: none; font-weight: 500; }
.button.quiet:hover { background: var(--hover); }
.button.is-on { background: var(--accent-wash); color: var(--accent); }
.icon-button { display: inline-grid; place-items: center; width: 2.125rem; height: 2.125rem; flex: none; border: 0; border-radius: .5rem; background: none; color: var(--soft); }
.icon-button:hover { background: var(--hover); color: var(--ink); }
.link { padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: .18em; }
.badge { padding: .0625rem .375rem; border-radius: .25rem; background: var(--code); color: var(--soft); font-size: .6875rem; font-weight: 600; letter-spacing: .02em; }
.badge.outside { background: var(--mention); color: var(--mention-ink); }
.count { min-width: 1.25rem; padding: 0 .375rem; border-radius: 1rem; background: var(--accent); color: var(--accent-ink); font-size: .75rem; font-weight: 700; line-height: 1.25rem; text-align: center; }

.avatar { display: inline-grid; place-items: center; flex: none; width: 2.25rem; height: 2.25rem; border-radius: .5625rem; color: #fff; font-size: .8125rem; font-weight: 700; letter-spacing: .02em; overflow: hidden; }
.avatar .mark { width: 100%; height: 100%; }
.is-sam { background: #2f6db5; } .is-noor { background: #a1497c; } .is-ann { background: #6a51b5; } .is-ben { background: #96591d; }
.is-dina { background: #4d5b70; } .is-carla { background: #b1452f; } .is-jonas { background: #4a7730; }

.menu { position: relative; }
.menu > summary .icon { margin-inline-end: -.25rem; width: 1rem; height: 1rem; }
.menu-items { position: absolute; z-index: 6; inset-inline-start: 0; top: calc(100% + .25rem); min-width: 13rem; max-height: 22rem; overflow: auto; padding: .375rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--raised); box-shadow: var(--shadow); }
.menu-items .button { display: flex; width: 100%; justify-content: flex-start; border-color: transparent; background: none; font-weight: 500; white-space: normal; text-align: start; }
.menu-items .button:hover { background: var(--hover); }
@media (prefers-reduced-motion: no-preference) {
  .button, .icon-button, .places a, .people a, .action { transition: background-color .12s, border-color .12s, color .12s; }
  dialog[open] { animation: rise .16s ease-out; }
  .toast { animation: rise .2s ease-out; }
  @keyframes rise { from { opacity: 0; translate: 0 .5rem; } }
}
`;
