import fc from "fast-check";

/** Values that somebody changed on their way: a few places of a JSON value replaced, removed or wrapped. */

export const odd: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  9e15,
  true,
  [],
  {},
  [[]],
  "__proto__",
  { constructor: { prototype: {} } },
  "\u0000",
  "\ud83d",
  "<!channel>",
  "x".repeat(20_000),
  { toString: null },
];

export type Step = { readonly at: number; readonly how: "replace" | "remove" | "wrap"; readonly by: number };

/** Every place in a value at which something stands. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

export function mutated(payload: unknown, steps: readonly Step[], by: readonly unknown[] = odd): unknown {
  const copy: { root: unknown } = { root: structuredClone(payload) };
  for (const { at, how, by: which } of steps) {
    const all = places(copy.root);
    const path = ["root", ...(all[at % all.length] ?? [])];
    const last = path.pop() ?? "root";
    // biome-ignore lint/suspicious/noExplicitAny: whatever stands there.
    let holder: any = copy;
    for (const key of path) holder = holder[key];
    if (how === "remove" && last !== "root") delete holder[last];
    else holder[last] = how === "wrap" ? [holder[last]] : structuredClone(by[which % by.length]);
  }
  return copy.root;
}

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    at: fc.nat(500),
    how: fc.constantFrom("replace" as const, "remove" as const, "wrap" as const),
    by: fc.nat(50),
  }),
  { minLength: 1, maxLength: 4 },
);
