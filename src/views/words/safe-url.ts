/** Where a link may lead: a web page, or a path of our own server such as the sandbox's. Never a script, a file or an app. */
const web: ReadonlySet<string> = new Set(["http:", "https:"]);
const ownPath = /^\/(?![/\\])/;

/** The address if it is one of the web, and within `most` characters; otherwise only its words are to be shown. */
export const safeUrl = (link: string, most: number): string | undefined => {
  if (link.length > most || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  return web.has(url.protocol) ? url.href : undefined;
};

export const isLink = (link: string): boolean =>
  ownPath.test(link) || safeUrl(link, Number.POSITIVE_INFINITY) !== undefined;
