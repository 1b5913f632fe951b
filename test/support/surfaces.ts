import { parseSurface, type Surface } from "../../src/core/surface.ts";

/** The message of this word, in which tables of specifications are read most easily: `nudge:1:resolve:breach`. */
export function surface(word: string): Surface {
  const read = parseSurface(word);
  if (!read) throw new Error(`no surface is called ${word}`);
  return read;
}
