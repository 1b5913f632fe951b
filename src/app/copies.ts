import { type PersonRef, personKey, platforms } from "../core/people.ts";

/**
 * The names of copies: what a surface shows, once more, for someone who can't read along where the case is. A timer, a remedy
 * and a platform hold no `@`; what follows it may.
 */
export const copyOf = (surface: string, person: PersonRef): string => `copy:${surface}@${personKey(person)}`;

/** What a copy shows and whose it is, from its name or from the argument of its name; undefined where it is none of ours. */
export function readCopy(name: string): { readonly surface: string; readonly reader: PersonRef } | undefined {
  const original = name.replace(/^copy:/, "");
  const at = original.indexOf("@");
  const [named, workspace, ...id] = original.slice(at + 1).split(":");
  const platform = platforms.find((each) => each === named);
  if (at < 0 || !platform || !workspace || id.length === 0) return undefined;
  return { surface: original.slice(0, at), reader: { platform, workspace, id: id.join(":") } };
}
