/** What differs between two protocol files as they are written, by the path of each key. Lists of things with an id go by that. */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (value: unknown): string | undefined =>
  isObject(value) && (typeof value.id === "string" || typeof value.id === "number") ? String(value.id) : undefined;

const children = (value: unknown): readonly (readonly [name: string, child: unknown])[] => {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value) || value.length === 0 || value.some((item) => idOf(item) === undefined)) return [];
  return value.map((item) => [idOf(item) ?? "", item] as const);
};

const pathsIn = (
  value: unknown,
  path: string,
  into: Map<string, string | undefined>,
): Map<string, string | undefined> => {
  const inside = children(value);
  if (path !== "") into.set(path, inside.length === 0 ? JSON.stringify(value) : undefined);
  for (const [name, child] of inside) pathsIn(child, path === "" ? name : `${path}.${name}`, into);
  return into;
};

/** Every key, with its value where it has one of its own; a section has none. */
const keysOf = (file: unknown): ReadonlyMap<string, string | undefined> => pathsIn(file, "", new Map());

/** Only what is written, not what follows from that it is gone. */
const outermost = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));

/** Whole sections too: without `currency` the same limits mean other money, without `remedies` others may be granted. */
const isRule = /^(roles|channels)(\.|$)|^[^.]+$/;

/**
 * Sections, roles, limits and channels that are no longer written. What is left out means the built-in rule, which may let more
 * people do more: a file that was cut short while it was being written must not do that.
 */
export const vanished = (before: unknown, now: unknown): readonly string[] => {
  const written = keysOf(now);
  return outermost([...keysOf(before).keys()].filter((path) => isRule.test(path) && !written.has(path)));
};

/** One line for each key that differs, in the order of the files; empty where both say the same. */
export const differences = (before: unknown, now: unknown): readonly string[] => {
  const old = keysOf(before);
  const current = keysOf(now);
  const gone = outermost([...old.keys()].filter((path) => !current.has(path)));
  const added = outermost([...current.keys()].filter((path) => !old.has(path)));
  const changed = [...current].flatMap(([path, value]) => {
    const was = old.get(path);
    return old.has(path) && was !== value && value !== undefined && was !== undefined
      ? [`${path} was ${was} and is ${value}.`]
      : [];
  });
  const withValue = (keys: ReadonlyMap<string, string | undefined>, path: string) => {
    const value = keys.get(path);
    return value === undefined ? "" : ` (${value})`;
  };
  return [
    ...gone.map((path) => `${path}${withValue(old, path)} is gone: the built-in rule applies, if there is one.`),
    ...added.map((path) => `${path}${withValue(current, path)} is new.`),
    ...changed,
  ];
};
