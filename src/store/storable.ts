/**
 * What the database can keep of a text. PostgreSQL's text and jsonb have no NUL, and no half of a surrogate pair (a cut emoji):
 * they become U+FFFD, so that a complaint with one odd character is a complaint and not an error.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

/**
 * The same for a text that is JSON, where `JSON.stringify` wrote both as escapes. Every escape is matched, so that a typed
 * backslash before `u0000` stays what it is.
 */
export function storableJson(json: string): string {
  if (!json.includes("\\u")) return json;
  return json.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escaped, sequence: string) =>
    sequence.length > 1 ? "\uFFFD" : escaped,
  );
}
