import { limits } from "./limits.ts";

/** The address if it is one that is safe to offer; otherwise only its words are shown. */
export const safeUrl = (link: string): string | undefined => {
  if (link.length > limits.url || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
};
