import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from "yaml";
import { keyOf, type Path } from "./key.ts";

type Entry = { readonly path: Path; readonly keyOffset: number | undefined; readonly valueOffset: number | undefined };
export type Position = { readonly line: number; readonly column: number };

/** Where every key and value of a YAML document stands in its text. */
export type Outline = {
  /** Of the value, or of the nearest thing around it when the value isn't written. */
  value(path: Path): Position;
  key(path: Path): Position;
  /** The key written at this offset of the text, with its whole path. */
  keyAt(offset: number): string | undefined;
  at(offset: number): Position;
};

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

const entriesOf = (node: unknown, path: Path): Entry[] => {
  if (isMap(node))
    return node.items.flatMap((pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      const inside = [...path, name];
      return [
        { path: inside, keyOffset: offsetOf(pair.key), valueOffset: offsetOf(pair.value) },
        ...entriesOf(pair.value, inside),
      ];
    });
  if (isSeq(node))
    return node.items.flatMap((item, index) => {
      const inside = [...path, index];
      return [{ path: inside, keyOffset: undefined, valueOffset: offsetOf(item) }, ...entriesOf(item, inside)];
    });
  return []; // a value, or an alias: what stands behind an alias is found where the alias is
};

export const outlineOf = (document: Document.Parsed, lines: LineCounter): Outline => {
  const entries = new Map<string, Entry>();
  const names = new Map<number, string>();
  for (const entry of entriesOf(document.contents, [])) {
    const key = keyOf(entry.path);
    entries.set(key, entry);
    if (entry.keyOffset !== undefined) names.set(entry.keyOffset, key);
  }
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const value = (path: Path): Position => {
    const entry = entries.get(keyOf(path));
    const offset = entry?.valueOffset ?? entry?.keyOffset;
    if (offset !== undefined) return at(offset);
    return path.length > 0 ? value(path.slice(0, -1)) : at(offsetOf(document.contents) ?? 0);
  };
  return {
    value,
    key: (path) => {
      const offset = entries.get(keyOf(path))?.keyOffset;
      return offset === undefined ? value(path) : at(offset);
    },
    keyAt: (offset) => names.get(offset),
    at,
  };
};
