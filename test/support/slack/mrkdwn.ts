import type { Directory } from "./directory.ts";
import { wordsInZone } from "./slack-dates.ts";

/** How Slack shows mrkdwn to one reader, and whom it notifies. */

export type Reader = { readonly zone: string; readonly now: number };
export type Shown = { readonly text: string; readonly mentions: readonly string[] };

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** `*bold*`, `_italic_`, `~struck~` and `code` lose their marks where they stand at the edge of words. */
const withoutMarks = (text: string): string =>
  text.replaceAll(/(^|[\s([{"'“>])([*_~`])(?=\S)([^\n]*?\S)\2(?=$|[\s)\]}"'”.,:;!?…—-])/gm, "$1$3");

type Token = { readonly text: string; readonly mention?: string };

/** One row per kind of `<…>`; the first that fits shows it. */
const tokens: readonly {
  readonly fits: RegExp;
  readonly show: (match: RegExpMatchArray, directory: Directory, reader: Reader) => Token;
}[] = [
  {
    fits: /^@([UW][A-Z0-9]+)(?:\|.*)?$/,
    show: ([, id = ""], directory) => {
      const name = `@${directory.findUser(id)?.name ?? id}`;
      return { text: name, mention: name };
    },
  },
  {
    fits: /^#([CG][A-Z0-9]+)(?:\|.*)?$/,
    show: ([, id = ""], directory) => ({ text: `#${directory.findChannel(id)?.name ?? id}` }),
  },
  {
    fits: /^!subteam\^(S[A-Z0-9]+)(?:\|.*)?$/,
    show: ([, id = ""], directory) => {
      const name = `@${directory.groups.get(id)?.handle ?? id}`;
      return { text: name, mention: name };
    },
  },
  { fits: /^!(channel|here|everyone)(?:\|.*)?$/, show: ([, name = ""]) => ({ text: `@${name}`, mention: `@${name}` }) },
  {
    fits: /^!date\^(\d+)\^([^^|]+)(?:\^[^|]*)?\|(.*)$/,
    show: ([, seconds = "", format = "", fallback = ""], _, reader) => ({
      text: wordsInZone(Number(seconds), format, reader) ?? unescaped(fallback),
    }),
  },
  { fits: /^(?:https?|mailto|tel):[^|]*\|(.*)$/, show: ([, words = ""]) => ({ text: unescaped(words) }) },
  { fits: /^((?:https?|mailto|tel):.*)$/, show: ([, address = ""]) => ({ text: unescaped(address) }) },
];

/** What a person in `reader.zone` reads, and the names it would notify. */
export const showMrkdwn = (text: string, directory: Directory, reader: Reader): Shown => {
  const mentions: string[] = [];
  const shown = text.split(/(<[^<>]*>)/).map((part) => {
    if (!part.startsWith("<") || !part.endsWith(">")) return { words: part, marked: true };
    const inner = part.slice(1, -1);
    for (const row of tokens) {
      const match = inner.match(row.fits);
      if (!match) continue;
      const token = row.show(match, directory, reader);
      if (token.mention) mentions.push(token.mention);
      return { words: token.text, marked: false };
    }
    return { words: part, marked: false };
  });
  const joined = shown.map((part) => part.words).join("");
  return { text: unescaped(withoutMarks(joined)), mentions };
};
