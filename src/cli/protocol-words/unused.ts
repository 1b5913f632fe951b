/** Keys that a protocol file may already have and that do nothing yet. Said plainly, so that nobody counts on them. */
const unused: readonly (readonly string[])[] = [
  ["nudges", "repeatEvery"],
  ["nudges", "escalateAfter"],
  ["nudges", "batchWithin"],
  ["channels", "digest"],
  ["retention"],
];

/** `file` is what is written in it, before defaults are filled in. One sentence for each such key. */
export const unusedLines = (file: unknown): string[] =>
  unused
    .filter((path) => path.reduce<unknown>(inside, file) !== undefined)
    .map((path) => `${path.join(".")} isn't used yet: what the file says there has no effect.`);

const inside = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(key) : undefined;
