import { plain, type Rich, type Span } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { safeUrl } from "../../../src/views/words/safe-url.ts";
import { dateFormat, utcWords } from "./dates.ts";
import { limits } from "./limits.ts";

/** Slack's own text markup, for the few places that have no rich text: fallbacks, notices, and messages people wrote. */

/** What a person typed, so that nothing in it is read as markup: a quoted `<!channel>` must never call anyone. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The longest escape, `&amp;`, is this much longer than what it stands for. */
const mostAdded = 4;

/** Escaped and within `max`, never cut inside an escape. */
export const escapeWithin = (text: string, max: number): string => {
  let short = cut(text, max);
  for (let over = escaped(short).length - max; over > 0; over = escaped(short).length - max) {
    short = cut(short, Math.max(1, short.length - Math.ceil(over / (mostAdded + 1))));
  }
  return escaped(short);
};

/** Slack has no escape for these inside bold, so the look-alike keeps bold from ending early. */
const boldText = (text: string): string => escaped(text).replaceAll("*", "∗").replaceAll("\n", " ").trim();

const mark = (span: Span): string => {
  if (typeof span === "string") return escaped(span);
  if ("bold" in span) return boldText(span.bold) ? `*${boldText(span.bold)}*` : "";
  if ("person" in span)
    return span.person.platform === "slack" ? `<@${span.person.id}>` : escaped(span.name ?? "someone");
  if ("group" in span) return span.group.platform === "slack" ? `<!subteam^${span.group.id}>` : "the group";
  if ("link" in span) {
    const url = safeUrl(span.link, limits.url);
    // A bar would end the address and begin the words.
    return url
      ? `<${escaped(url).replaceAll("|", "%7C")}|${escaped(span.text).replaceAll("|", "¦")}>`
      : escaped(span.text);
  }
  return `<!date^${Math.floor(span.at / 1000)}^${dateFormat(span.as)}|${utcWords(span.at)}>`;
};

/** Within `max`: words that don't fit lose their links and mentions before they are cut, since half a token shows as junk. */
export const toMarkup = (rich: Rich, max: number): string => {
  const marked = rich.map(mark).join("");
  return marked.length <= max ? marked : escapeWithin(plain(rich), max);
};

/** What is inside `<…>` in a message, as words. Ids without a name say only what they are. */
const token = (inside: string): string => {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const words = bar < 0 ? "" : inside.slice(bar + 1);
  if (target.startsWith("@")) return words ? `@${words.replace(/^@/, "")}` : "@someone";
  if (target.startsWith("#")) return words ? `#${words}` : "#a-channel";
  if (target.startsWith("!date^")) return words;
  if (target.startsWith("!subteam^")) return words || "@a-group";
  if (target.startsWith("!")) return words || `@${target.slice(1)}`;
  const address = target.replace(/^(mailto|tel):/, "");
  return words && words !== address && words !== target ? `${words} (${address})` : address;
};

/** A message as Slack stores it → the words people saw: mentions, links and dates in words, `&amp;` as `&`. */
export const mrkdwnToText = (text: string): string =>
  text
    .replace(/<([^<>]+)>/g, (_, inside: string) => token(inside))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
