import { z } from "zod";
import { type Press, pressSchema } from "../../../src/views/elements.ts";
import { limits } from "./limits.ts";

/** A press inside a Slack control and back. Buttons have room for JSON; an option has 150 characters, so there it is a list. */

export const toButtonValue = (press: Press): string => JSON.stringify(press);

/** @returns nothing when the press doesn't fit an option; it is then drawn as a button. */
export const toOptionValue = (press: Press): string | undefined => {
  const value = JSON.stringify(
    press.of !== undefined
      ? [press.act, press.case ?? "", press.of]
      : press.case !== undefined
        ? [press.act, press.case]
        : [press.act],
  );
  return value.length <= limits.optionValue ? value : undefined;
};

const listSchema = z
  .tuple([z.string()])
  .rest(z.string())
  .transform(([act, kase, of]) => ({ act, ...(kase ? { case: kase } : {}), ...(of !== undefined ? { of } : {}) }))
  .pipe(pressSchema);

const valueSchema = z.union([listSchema, pressSchema]);

/** @returns nothing when the value isn't one of ours, or of a version we no longer understand. */
export const fromValue = (value: string | undefined): Press | undefined => {
  if (value === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return undefined;
  }
  return valueSchema.safeParse(json).data;
};
