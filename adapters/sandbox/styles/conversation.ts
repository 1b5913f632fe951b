/** Messages, cards, dialogs and the inspector. */
export const conversation = `
.messages { padding: .75rem 0 .5rem; }
.day { display: flex; align-items: center; gap: .75rem; padding: .25rem 1.25rem; color: var(--soft); font-size: .8125rem; font-weight: 600; }
.day::before, .day::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.message { position: relative; display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); gap: 0 .75rem; padding: .5rem 1.25rem; }
.message:hover, .message:focus-within { background: var(--hover); }
.pane .message { padding-inline: 1rem; }
.byline { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem; }
.byline time { color: var(--soft); font-size: .75rem; font-variant-numeric: tabular-nums; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; text-wrap: pretty; max-width: 46rem; }
.words + .words { margin-top: .375rem; }
.mention { padding: 0 .1875rem; border-radius: .25rem; background: var(--accent-wash); color: var(--accent); font-weight: 500; }
.mention.me { background: var(--mention); color: var(--mention-ink); }
.put-away { padding: .75rem 1.25rem 0; max-width: 46rem; font-size: .8125rem; }
.private { background: color-mix(in oklab, var(--mention) 45%, transparent); }
.only-you { grid-column: 2; display: flex; align-items: center; gap: .375rem; color: var(--soft); font-size: .75rem; }
.only-you .icon { width: .875rem; height: .875rem; }
.only-you .link { margin-inline-start: .375rem; }
.replies { display: inline-flex; align-items: center; gap: .375rem; margin-top: .375rem; padding: .25rem .5rem .25rem .25rem; margin-inline-start: -.25rem; border: 1px solid transparent; border-radius: .5rem; font-size: .8125rem; text-decoration: none; }
.replies:hover { border-color: var(--line); background: var(--raised); }
.replies .avatar { width: 1.375rem; height: 1.375rem; border-radius: .3125rem; font-size: .5625rem; }
.actions { position: absolute; inset: -.75rem 1.25rem auto auto; display: flex; padding: .1875rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--raised); box-shadow: 0 2px 8px rgb(28 37 48 / .1); opacity: 0; }
.message:hover .actions, .actions:focus-within { opacity: 1; }
.action { display: inline-flex; align-items: center; gap: .375rem; min-height: 1.875rem; padding: .25rem .625rem; border: 0; border-radius: .4375rem; background: none; color: var(--ink); font-size: .8125rem; font-weight: 500; text-decoration: none; }
.action:hover { background: var(--hover); color: var(--accent); }
.action .icon { width: 1rem; height: 1rem; }
@media (hover: none), (max-width: 46rem) {
  .actions { position: static; grid-column: 2; justify-self: start; margin-top: .25rem; opacity: 1; border: 0; padding: 0; background: none; box-shadow: none; gap: .375rem; }
  .action { border: 1px solid var(--line); min-height: 2.25rem; background: var(--raised); }
}

.card { max-width: 40rem; margin-top: .375rem; padding: .875rem 1rem; border: 1px solid var(--line); border-inline-start: .25rem solid var(--edge); border-radius: .625rem; background: var(--raised); overflow-wrap: anywhere; }
.card + .card { margin-top: .625rem; }
.card.attention { border-inline-start-color: #d79a2b; } .card.urgent { border-inline-start-color: var(--bad); } .card.good { border-inline-start-color: var(--good); }
.card-title { display: flex; gap: .375rem; font-size: 1rem; line-height: 1.35; text-wrap: balance; }
.tone { display: inline-flex; margin-top: .125rem; }
.attention .tone { color: var(--warn); } .urgent .tone { color: var(--bad); } .good .tone { color: var(--good); }
.facts { display: grid; grid-template-columns: fit-content(9.5rem) minmax(0, 1fr); gap: .125rem .875rem; margin-top: .5rem; }
.facts div { display: contents; }
.facts dt { color: var(--soft); }
.card > .words, .card > .steps, .card > blockquote { margin-top: .625rem; }
.card h4 { margin-top: .75rem; font-size: .8125rem; color: var(--soft); }
.card h4 + .steps { margin-top: .25rem; }
blockquote { padding: .125rem 0 .125rem .75rem; border-inline-start: .1875rem solid var(--line); color: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; text-wrap: pretty; }
.steps { display: grid; gap: .25rem; }
.steps li { position: relative; padding-inline-start: 1.625rem; }
.steps li::before { content: "" / ""; position: absolute; inset: .25rem auto auto 0; width: 1rem; height: 1rem; border: 1.5px solid var(--edge); border-radius: 50%; }
.steps .done { color: var(--soft); }
.steps .done::before { content: "✓" / ""; display: grid; place-items: center; border-color: var(--good); background: var(--good); color: var(--paper); font-size: .6875rem; font-weight: 700; line-height: 1; }
.steps .next { font-weight: 600; }
.steps .next::before { border-color: var(--accent); border-width: 5px; }
.controls { display: flex; flex-wrap: wrap; gap: .375rem; margin-top: .875rem; }
/* Upward, over the card itself: below it there may be nothing left to scroll to. */
.card .menu-items { top: auto; bottom: 2.375rem; max-width: 100%; }
.controls { position: relative; }
.card .menu { position: static; }
.home-cards { padding: 1rem 1.25rem 1.5rem; display: grid; gap: .75rem; }
.home-cards .card { margin: 0; width: 100%; }
.home-cards .controls { margin-top: .625rem; }

dialog { width: min(34rem, calc(100vw - 2rem)); max-height: min(46rem, calc(100dvh - 2rem)); padding: 0; border: 1px solid var(--line); border-radius: 1rem; background: var(--raised); color: var(--ink); box-shadow: var(--shadow); overflow: hidden; }
dialog[open] { display: flex; flex-direction: column; }
dialog::backdrop { background: rgb(16 24 28 / .5); }
dialog form { display: flex; flex-direction: column; min-height: 0; flex: 1; }
.dialog-head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 1rem 1rem .75rem 1.5rem; }
.dialog-head h2 { font-size: 1.1875rem; letter-spacing: -.01em; line-height: 1.3; }
.dialog-body { overflow-y: auto; padding: .25rem 1.5rem 1.25rem; display: grid; gap: 1rem; min-height: 0; }
.dialog-foot { display: flex; justify-content: flex-end; gap: .5rem; padding: .875rem 1.5rem; border-top: 1px solid var(--line); }
.dialog-foot .button { min-height: 2.375rem; padding-inline: 1rem; }
.problem:not(:empty) { padding: 0 1.5rem 1rem; }
.problem .toast { max-width: none; justify-content: space-between; box-shadow: none; }
.button.confirm.danger { background: var(--bad); color: var(--raised); }
.intro { display: grid; gap: .375rem; padding: .75rem .875rem; border-radius: .625rem; background: var(--ground); font-size: .875rem; }
.field { display: grid; gap: .3125rem; }
.field label, .field legend { font-weight: 600; font-size: .875rem; }
.field legend { margin-bottom: .3125rem; }
.optional { margin-inline-start: .375rem; color: var(--soft); font-weight: 400; font-size: .8125rem; }
.field input[type="text"], .field input[type="datetime-local"], .field select, .field textarea { width: 100%; min-height: 2.5rem; padding: .5rem .6875rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--paper); }
.field textarea { min-height: 7rem; resize: vertical; line-height: 1.5; }
.field :is(input, select, textarea):focus-visible { outline: 2px solid var(--accent); outline-offset: 0; border-color: var(--accent); }
.field :is(input, select, textarea) { scroll-margin-block: 5rem; }
.field [aria-invalid] { border-color: var(--bad); }
.field .hint { color: var(--soft); font-size: .8125rem; }
.error { display: block; color: var(--bad); font-size: .8125rem; font-weight: 600; }
.radios { display: grid; gap: .375rem; }
.radios.row { display: flex; gap: 1.25rem; }
.radios label { display: flex; align-items: center; gap: .5rem; font-weight: 400; min-height: 1.75rem; }
.radios input { accent-color: var(--accent); width: 1.0625rem; height: 1.0625rem; margin: 0; }
.scale { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .375rem; }
.scale label { position: relative; display: block; cursor: pointer; }
.scale input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.scale span { display: grid; place-items: center; min-height: 2.5rem; border: 1px solid var(--edge); border-radius: .5rem; font-weight: 600; }
.scale input:hover + span { border-color: var(--accent); background: var(--accent-wash); }
.scale input:checked + span { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
.scale input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }

#inspector > section + section { border-top: 1px solid var(--line); }
#inspector > section { padding: .875rem 1rem 1rem; }
#inspector h3 { display: flex; align-items: center; gap: .5rem; margin-bottom: .5rem; font-size: .875rem; }
#inspector h3 .count { background: var(--code); color: var(--soft); }
.fold { border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); overflow: hidden; }
.log { display: grid; gap: .25rem; }
.fold + .fold { margin-top: .375rem; }
.fold > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem; padding: .4375rem .625rem; font-size: .8125rem; }
.fold > summary:hover { background: var(--hover); }
.fold > summary::after { content: "+" / ""; margin-inline-start: auto; color: var(--soft); font-weight: 600; }
.fold[open] > summary::after { content: "−" / ""; }
.fold > summary:focus-visible { outline-offset: -3px; }
.seq { min-width: 1.125rem; color: var(--soft); font-variant-numeric: tabular-nums; text-align: end; }
.log code { font-weight: 600; color: var(--accent); }
.code { max-height: 20rem; overflow: auto; background: var(--code); border-top: 1px solid var(--line); }
.code:focus-visible { outline-offset: -3px; }
.fold pre { padding: .625rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem; }
.hash { display: flex; gap: .5rem; padding: .375rem .75rem; color: var(--soft); font-size: .75rem; border-top: 1px solid var(--line); }
.hash code { color: inherit; font-weight: 400; font-size: .6875rem; overflow-wrap: anywhere; }
@media (max-width: 46rem) {
  .message { padding-inline: .875rem; gap: 0 .625rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: .25rem; }
  .card { padding: .75rem .875rem; }
  .card .button { min-height: 2.5rem; }
  .card .menu-items { bottom: 2.75rem; }
  dialog { width: 100vw; max-width: none; max-height: 94dvh; margin: auto 0 0; border-radius: 1rem 1rem 0 0; }
  .dialog-head { padding-inline-start: 1.125rem; } .dialog-body { padding-inline: 1.125rem; } .dialog-foot { padding-inline: 1.125rem; }
  .dialog-foot .button { flex: 1; min-height: 2.75rem; }
  .field :is(input[type="text"], input[type="datetime-local"], select, textarea) { font-size: 1rem; }
}
`;
