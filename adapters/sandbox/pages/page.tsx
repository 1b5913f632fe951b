import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Reader } from "../world/reader.ts";
import { assetAddress } from "./assets.ts";

/** The frame of every window: what is always there, and how it stays live. */

type Parts = {
  readonly reader: Reader;
  readonly title: string;
  /** This window's own address, which it asks again when something has changed. */
  readonly address: string;
  /** What it shows now. */
  readonly version: string;
  /** Whose world it shows: sent along with every request, since a window may outlive its world. */
  readonly world: string;
  /** Said once, as it opens. */
  readonly notice?: ComponentChildren;
  /** The parts that are brought up to date; the rest, such as words half written, is left alone. */
  readonly live: readonly string[];
  readonly hasSide: boolean;
  readonly top: ComponentChildren;
  readonly sidebar: ComponentChildren;
  readonly main: ComponentChildren;
  readonly side: ComponentChildren;
};

/** Names the world that a window was opened on. */
export const worldHeader = "X-Sandbox-World";

const htmxConfig = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  // Going back asks the server: a copy kept by the browser would be out of date.
  historyCacheSize: 0,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "[45]..", swap: true, target: "#toast", error: true },
  ],
});

export function page(parts: Parts): string {
  const { reader, title, address, version, world, live, hasSide } = parts;
  const liveParts = live.map((id) => `#${id}:innerHTML`).join(",");
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{title}</title>
        <link rel="stylesheet" href={assetAddress("sandbox.css")} />
        <link rel="icon" type="image/svg+xml" href={assetAddress("icon.svg")} />
        <script src={assetAddress("htmx.js")} defer />
        <script src={assetAddress("window.js")} type="module" />
        <script src={assetAddress("live.js")} type="module" />
      </head>
      <body hx-target="#dialog" hx-swap="innerHTML" hx-headers={JSON.stringify({ [worldHeader]: world })}>
        <a class="skip-link" href="#main">
          Skip to the conversation
        </a>
        <div class={hasSide ? "app with-side" : "app"}>
          {parts.top}
          <nav class="sidebar" id="sidebar" popover aria-label="Channels and people">
            {parts.sidebar}
          </nav>
          <main id="main" tabindex={-1}>
            {parts.main}
          </main>
          {hasSide ? parts.side : null}
        </div>
        <div id="dialog" />
        <div id="toast" role="status">
          {parts.notice}
        </div>
        <p id="connection" role="status" />
        <p id="news" class="unseen" role="status" />
        <div
          id="refresh"
          data-stream={`${reader.base}/live?since=${version}`}
          hx-get={address}
          // Each minute for the clock, which moves by itself.
          hx-trigger="refresh from:body, every 60s"
          hx-swap="none"
          hx-sync="this:replace"
          hx-select-oob={liveParts}
        />
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

export const fragment = (children: VNode): string => renderToString(children);
