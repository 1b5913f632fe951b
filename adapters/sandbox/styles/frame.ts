/** The window: top bar, sidebar, conversation, and what stands beside it. */
export const frame = `
.app { display: grid; height: 100dvh; grid-template: "top top" auto "nav main" minmax(0, 1fr) / 16.5rem minmax(0, 1fr); }
.app.with-side { grid-template: "top top top" auto "nav main side" minmax(0, 1fr) / 16.5rem minmax(0, 1fr) minmax(22rem, 28rem); }
.top { grid-area: top; display: flex; align-items: center; gap: 1rem; padding: .4375rem 1rem; background: var(--raised); border-bottom: 1px solid var(--line); }
.nav-button { display: none; }
.brand { display: flex; align-items: center; gap: .625rem; min-width: 0; }
.brand .mark { width: 1.875rem; height: 1.875rem; flex: none; }
.brand-name { display: grid; line-height: 1.2; min-width: 0; }
.brand-name strong { font-size: .9375rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.brand-name span { color: var(--soft); font-size: .75rem; white-space: nowrap; }
.top-actions { display: flex; align-items: center; gap: .25rem; margin-inline-start: auto; }
.clock { margin-inline-end: .5rem; }
.clock > summary { font-variant-numeric: tabular-nums; }
.clock > summary .wide-only { color: var(--accent); padding-inline-start: .5rem; margin-inline-start: .125rem; border-inline-start: 1px solid var(--line); }
.clock > summary .icon { margin: 0; color: var(--soft); }
.menu-items.panel { inset-inline: auto 0; width: min(27rem, calc(100vw - 2rem)); max-height: min(32rem, calc(100dvh - 5rem)); padding: 1rem 1.125rem 1.125rem; }
.panel h2 { font-size: .75rem; font-weight: 600; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); margin-bottom: .5rem; }
.next-up { display: grid; gap: .125rem; }
.next-up span { text-wrap: pretty; }
.later li { text-wrap: pretty; }
.later { margin-top: .625rem; padding-top: .625rem; border-top: 1px solid var(--line); font-size: .8125rem; display: grid; gap: .25rem; }
.panel .controls { margin-top: .875rem; display: flex; flex-wrap: wrap; gap: .375rem; }
.panel .button { width: auto; padding-inline: .625rem; border-color: var(--line); background: var(--raised); font-weight: 600; }
.panel .button.primary { background: var(--accent); border-color: var(--accent); }

.sidebar[popover] { grid-area: nav; position: static; display: block; width: auto; height: auto; max-width: none; max-height: none; margin: 0; border: 0; padding: .875rem .625rem 1.25rem; overflow-y: auto; background: var(--side); color: var(--side-ink); }
.sidebar h2 { margin: 1.125rem .625rem .25rem; font-size: .75rem; font-weight: 600; letter-spacing: .03em; color: var(--side-soft); }
.sidebar a { color: inherit; text-decoration: none; }
.places a { display: flex; align-items: center; gap: .5rem; min-height: 2rem; padding: .25rem .625rem; border-radius: .5rem; }
.places a > span:not(.count, .avatar) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.places .icon { width: 1rem; height: 1rem; opacity: .8; }
.places .avatar { width: 1.125rem; height: 1.125rem; border-radius: .3125rem; }
.sidebar .count { margin-inline-start: auto; background: #f1c75b; color: #3d2c00; }
.places a:hover, .people a:hover { background: var(--side-hover); }
.places a.has-news { font-weight: 700; color: #fff; }
.places a[aria-current] { background: var(--side-on); color: var(--side-on-ink); font-weight: 600; }
.sidebar :focus-visible { outline-color: #fff; outline-offset: -2px; }
.people { display: grid; gap: .0625rem; }
.person { position: relative; display: flex; align-items: center; }
.person > a:first-child { flex: 1; display: flex; align-items: center; gap: .625rem; padding: .3125rem .625rem; border-radius: .5rem; min-width: 0; }
.person .avatar { width: 1.875rem; height: 1.875rem; border-radius: .5rem; font-size: .6875rem; }
.who { display: grid; line-height: 1.25; min-width: 0; }
.who .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who .role { font-size: .75rem; color: var(--side-soft); }
.person.is-me > a { background: var(--side-hover); }
.person.is-me .name { font-weight: 700; color: #fff; }
.person.is-me .avatar { outline: 2px solid #9fe3d7; outline-offset: 1px; }
.beside { position: absolute; inset-inline-end: .375rem; display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: .375rem; opacity: 0; }
.person:hover .beside, .beside:focus-visible { opacity: 1; background: var(--side); }
.person:has(.count) .beside { inset-inline-end: 2.125rem; }

main { grid-area: main; display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--paper); }
.head { display: flex; align-items: center; gap: .75rem; min-height: 3.25rem; padding: .5rem 1.25rem; border-bottom: 1px solid var(--line); }
.head h1, .head h2 { display: flex; align-items: center; gap: .375rem; flex: none; font-size: 1.0625rem; line-height: 1.3; letter-spacing: -.005em; }
.head h1 .icon { color: var(--soft); }
.topic { color: var(--soft); font-size: .8125rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.head .icon-button { margin-inline-start: auto; }
/* From the bottom up: a conversation begins at its newest words and stays there as more arrive. */
.scroll { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column-reverse; overscroll-behavior: contain; }
.scroll.from-top { flex-direction: column; }
.scroll > * { flex: none; }
.side { grid-area: side; display: grid; min-width: 0; min-height: 0; border-inline-start: 1px solid var(--line); background: var(--paper); }
.side.has-both { grid-template-rows: minmax(0, 3fr) minmax(0, 2fr); }
.side.has-both .inspector { border-top: 1px solid var(--line); }
.pane { display: flex; flex-direction: column; min-width: 0; min-height: 0; }

.guide { display: grid; grid-template: "dots dots" auto "words actions" auto / minmax(0, 1fr) auto; gap: .5rem 1rem; align-items: center; margin: .75rem 1.25rem 0; padding: .75rem .625rem .8125rem 1rem; border-radius: .75rem; background: var(--accent-wash); }
.dots { grid-area: dots; display: flex; gap: .25rem; padding-inline-end: .375rem; }
.dots li { flex: 1; height: .25rem; border-radius: .25rem; background: color-mix(in oklab, var(--accent) 18%, transparent); }
.dots .done { background: color-mix(in oklab, var(--accent) 55%, transparent); }
.dots .now { background: var(--accent); }
.guide-words { grid-area: words; }
.guide-words h2 { font-size: .9375rem; line-height: 1.35; }
.guide-words p { text-wrap: pretty; font-size: .875rem; }
#guide:has(.guide) { padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
/* The first thing a newcomer looks for is in sight before they point at it. */
#guide:has(.step-1) ~ .scroll .message:last-child .actions { opacity: 1; }
.guide-actions { grid-area: actions; display: flex; align-items: center; gap: .25rem; }

.composer { position: relative; display: flex; align-items: center; margin: .5rem 1.25rem 1rem; border: 1px solid var(--edge); border-radius: .75rem; background: var(--raised); }
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.composer input[type="text"] { flex: 1; min-width: 0; padding: .6875rem .875rem; border: 0; background: none; outline: none; }
.composer input::placeholder { color: var(--soft); opacity: 1; }
.composer input::-webkit-calendar-picker-indicator { display: none !important; }
.composer .send { margin-inline-end: .25rem; color: var(--accent); }
.pane .composer { margin-inline: 1rem; }

#toast { position: fixed; z-index: 10; inset-inline: 0; bottom: 5rem; display: grid; justify-items: center; pointer-events: none; }
.toast { pointer-events: auto; display: flex; align-items: flex-start; gap: 1.25rem; max-width: min(34rem, calc(100vw - 2rem)); padding: .75rem 1rem; border-radius: .75rem; background: var(--ink); color: var(--paper); box-shadow: var(--shadow); }
.toast .link { color: inherit; font-weight: 600; }
.toast ul { list-style: disc; padding-inline-start: 1.125rem; }
.toast.bad { background: var(--bad); color: #fff; }
@media (prefers-color-scheme: dark) { .toast.bad { color: #2b0b08; } }
#connection { position: fixed; z-index: 9; inset: 3.5rem 0 auto; margin-inline: auto; width: fit-content; max-width: calc(100vw - 2rem); border-radius: .75rem; background: var(--warn-wash); color: var(--warn); font-weight: 600; font-size: .875rem; box-shadow: var(--shadow); }
#connection:not(:empty) { padding: .5rem 1rem; }

@media (max-width: 82rem) {
  .app.with-side { grid-template-columns: 14.5rem minmax(0, 1fr) minmax(20rem, 25rem); }
  .app { grid-template-columns: 14.5rem minmax(0, 1fr); }
  .setup .label { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
}
@media (max-width: 64rem) {
  .top .label { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .app.with-side { grid-template: "top top" auto "nav side" minmax(0, 1fr) / 14.5rem minmax(0, 1fr); }
  .app.with-side main { display: none; }
  .side { border: 0; }
}
@media (max-width: 46rem) {
  .app, .app.with-side { grid-template: "top" auto "main" minmax(0, 1fr) / minmax(0, 1fr); }
  .app.with-side { grid-template-areas: "top" "side"; }
  .nav-button { display: inline-grid; }
  .top { padding: .375rem .5rem; gap: .5rem; }
  .brand { display: none; }
  .menu.clock { position: static; }
  .menu-items.panel { position: fixed; inset: 3.25rem .5rem auto; width: auto; }
  .top .wide-only { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .clock { margin: 0; }
  .clock > summary { padding-inline: .5rem; }
  .top .button.quiet { padding-inline: .375rem; }
  .top .setup { display: none; }
  .sidebar[popover] { display: none; position: fixed; inset: 0 auto 0 0; width: min(19rem, 86vw); height: 100dvh; }
  .sidebar[popover]:popover-open { display: block; box-shadow: var(--shadow); }
  .sidebar::backdrop { background: rgb(10 20 24 / .45); }
  .places a { min-height: 2.75rem; } .person > a:first-child { min-height: 3rem; }
  .beside { display: none; }
  .head { padding-inline: 1rem; }
  .guide { grid-template: "dots dots" auto "words actions" auto "go go" auto / minmax(0, 1fr) auto; margin: .5rem .75rem 0; padding-inline: .75rem .375rem; }
  .guide-actions { display: contents; }
  .guide-actions .button { grid-area: go; } .guide-actions .icon-button { grid-area: actions; align-self: start; }
  .guide:not(:has(.guide-actions .button)) { row-gap: .25rem; padding-bottom: .5rem; }
  .composer, .pane .composer { margin: .5rem .75rem .75rem; }
  /* Smaller, and a phone's browser would zoom in on what is being written. */
  .composer input[type="text"] { font-size: 1rem; }
}
/* A phone on its side, or a page at twice its size: the words need the room. */
@media (max-height: 34rem) {
  .head { min-height: 2.25rem; padding-block: .25rem; }
  .guide, .app .guide { grid-template: "words actions" auto / minmax(0, 1fr) auto; padding-block: .375rem; margin-top: .375rem; }
  .dots { display: none; }
  .app .guide-actions { display: flex; }
  .composer, .pane .composer { margin-block: .25rem .375rem; }
}
`;
