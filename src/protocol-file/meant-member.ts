import { memberText, parseMember } from "../core/members.ts";
import { platforms } from "../core/people.ts";
import { nearest } from "./nearest.ts";

/** Other words for everyone. Only these: a guess from afar must not hand a role to the whole company. */
const everyone = new Set(["all", "anybody", "anyone", "everybody", "everyone"]);

const isEntraId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const looksLikeSlack = /^[UWS][A-Z0-9]{4,}$/i;

/**
 * What someone probably meant by a member of a role that means nobody, as it is to be written; undefined where that can't be
 * guessed. A guess is always a spelling that the protocol takes.
 */
export function meantMember(written: string): string | undefined {
  const text = written.trim();
  const colon = text.indexOf(":");
  const before = colon < 0 ? "" : text.slice(0, colon).trim();
  const rest = text.slice(colon + 1).trim();
  const platform = before === "" ? undefined : nearest(before, platforms);
  const guesses: readonly string[] = [
    // An id or an address after a wrong word, after the wrong platform's, or after none.
    ...(rest.includes("@") ? [rest.replace(/^@/, "")] : []),
    ...(isEntraId.test(rest) ? [`teams:${rest}`] : []),
    ...(looksLikeSlack.test(rest) ? [`slack:${rest.toUpperCase()}`] : []),
    ...(platform === undefined ? [] : [`${platform}:${rest}`, `${platform}:${rest.toUpperCase()}`]),
    ...(everyone.has(text.toLowerCase()) ? ["*"] : []),
    ...(nearest(text, ["admins", "owners"]) === undefined ? [] : ["admins"]),
  ];
  const member = guesses.map(parseMember).find((guess) => guess !== undefined);
  if (member === undefined) return undefined;
  // YAML takes a bare * for an alias.
  return member.is === "everyone" ? '"*"' : memberText(member);
}
