import { type Fields, isFields } from "./shapes.ts";

/** What is wrong and where, in the words Slack's own validation uses. */
export type Fault = { readonly message: string; readonly pointer: string };
export type Report = (message: string, pointer: string) => void;
/** Looks at one value and reports every fault in it. */
export type Check = (value: unknown, pointer: string, report: Report) => void;
/** A rule about several fields of one object together. */
export type Together = (fields: Fields, pointer: string, report: Report) => void;

/** Counts UTF-16 units, as JavaScript does: never more lenient than Slack, which counts an emoji once. */
export const text =
  (max: number, min = 1): Check =>
  (value, pointer, report) => {
    if (typeof value !== "string") return report("must be a string", pointer);
    if (value.length > max) report(`must be less than ${max + 1} characters`, pointer);
    if (value.length < min) report(`must be more than ${min - 1} characters`, pointer);
  };

export const matching =
  (pattern: RegExp, meaning: string): Check =>
  (value, pointer, report) => {
    if (typeof value !== "string" || !pattern.test(value)) report(`must be ${meaning}`, pointer);
  };

export const flag: Check = (value, pointer, report) => {
  if (typeof value !== "boolean") report("must be a boolean", pointer);
};

export const integer =
  (min: number, max: number): Check =>
  (value, pointer, report) => {
    if (typeof value !== "number" || !Number.isInteger(value)) return report("must be an integer", pointer);
    if (value < min) report(`must be greater than ${min - 1}`, pointer);
    if (value > max) report(`must be less than ${max + 1}`, pointer);
  };

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value, pointer, report) => {
    if (!allowed.includes(value)) report(`must be one of: ${allowed.join(", ")}`, pointer);
  };

export const list =
  (item: Check, max: number, min = 1): Check =>
  (value, pointer, report) => {
    if (!Array.isArray(value)) return report("must be an array", pointer);
    if (value.length > max) report(`no more than ${max} items allowed`, pointer);
    if (value.length < min) report(`no fewer than ${min} items allowed`, pointer);
    value.forEach((each, index) => {
      item(each, `${pointer}/${index}`, report);
    });
  };

/** An object with exactly these fields; `type` is checked by whoever chose this shape. */
export const shape =
  (
    required: Readonly<Record<string, Check>>,
    optional: Readonly<Record<string, Check>> = {},
    together?: Together,
  ): Check =>
  (value, pointer, report) => {
    if (!isFields(value)) return report("must be an object", pointer);
    for (const name of Object.keys(required)) {
      if (!(name in value)) report(`missing required field: ${name}`, pointer);
    }
    for (const [name, inner] of Object.entries(value)) {
      const check = required[name] ?? optional[name];
      if (check) check(inner, `${pointer}/${name}`, report);
      else if (name !== "type") report(`invalid additional property: ${name}`, pointer);
    }
    together?.(value, pointer, report);
  };

/** One of several objects, told apart by their `type`. */
export const byType =
  (table: Readonly<Record<string, Check>>): Check =>
  (value, pointer, report) => {
    if (!isFields(value)) return report("must be an object", pointer);
    const { type } = value;
    const check = typeof type === "string" && Object.hasOwn(table, type) ? table[type] : undefined;
    if (check) check(value, pointer, report);
    else report(`unsupported type: ${String(type)}`, `${pointer}/type`);
  };

/** The rows of a table with these names. */
export const pick = (table: Readonly<Record<string, Check>>, names: readonly string[]): Record<string, Check> =>
  Object.fromEntries(names.flatMap((name) => (table[name] ? [[name, table[name]]] : [])));

export const faultsOf = (check: Check, value: unknown, pointer: string): readonly Fault[] => {
  const faults: Fault[] = [];
  check(value, pointer, (message, at) => faults.push({ message, pointer: at }));
  return faults;
};
