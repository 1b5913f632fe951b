const safe: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The address if it is one that is safe to offer, and within `most` characters; otherwise only its words are to be shown. */
export const safeUrl = (link: string, most: number): string | undefined => {
  if (link.length > most || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  return safe.has(url.protocol) ? url.href : undefined;
};
