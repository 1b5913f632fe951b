import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Instant, Zone } from "../core/time.ts";
import { iconAddress, stylesheetAddress } from "./assets.ts";

/** The frame of every page: no script, one stylesheet, all text escaped by the renderer. */

export type PageParts = {
  readonly title: string;
  /** Above the page: whose it is. */
  readonly site: ComponentChildren;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly wide?: boolean;
};

export type Pages = {
  /** A whole HTML document. */
  render(parts: PageParts): string;
  /** A path of ours as the browser must ask for it. */
  href(path: string): string;
};

/** `publicUrl` may have a path, where a proxy serves Amends under a prefix that it strips. */
export const createPages = (publicUrl: string): Pages => {
  const prefix = new URL(publicUrl).pathname.replace(/(?<!\/)\/+$/, "");
  const href = (path: string) => `${prefix}${path}`;
  return {
    href,
    render({ title, site, children, footer, wide }) {
      const html = renderToString(
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{title}</title>
            <link rel="stylesheet" href={href(stylesheetAddress)} />
            <link rel="icon" type="image/svg+xml" href={href(iconAddress)} />
          </head>
          <body class={wide ? "wide" : undefined}>
            <header class="site">{site}</header>
            <main>{children}</main>
            {footer ? <footer>{footer}</footer> : null}
          </body>
        </html>,
      );
      return `<!doctype html>${html}`;
    },
  };
};

export const AmendsSite = ({ pages }: { pages: Pages }) => (
  <>
    <img src={pages.href(iconAddress)} alt="" width="28" height="28" />
    Amends
  </>
);

const format = (locale: string, zone: Zone) =>
  new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });

const known = (locale: string): string => {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en-US";
  } catch {
    // A locale as an operating system writes it (`en_US`) is no reason to show a customer an error.
    return "en-US";
  }
};

/** A moment in words of `locale`, as clocks in `zone` show it, and exactly for machines. */
export const When = ({ at, locale, zone }: { at: Instant; locale: string; zone: Zone }) => (
  <time datetime={new Date(at).toISOString()}>{format(known(locale), zone).format(at)}</time>
);
