/** Where a value is in the file: names of keys, and positions in lists. */
export type Path = readonly (string | number)[];

/** `roles[1].limits.perRemedy` */
export const keyOf = (path: Path): string =>
  path.reduce<string>((key, step) => {
    if (typeof step === "number") return `${key}[${step}]`;
    return key === "" ? step : `${key}.${step}`;
  }, "");

/** The same for every item of a list and every day of the week: `roles[].limits.perRemedy`, `hours.*[]`. */
export const patternOf = (path: Path): string =>
  path.reduce<string>((key, step, index) => {
    if (typeof step === "number") return `${key}[]`;
    if (key === "hours" && index === 1 && step !== "holidays") return "hours.*";
    return key === "" ? step : `${key}.${step}`;
  }, "");

export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      // as: only a lookup by name; what isn't there is undefined
      typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    root,
  );
