import { explained, no } from "../refusal.ts";
import { type Fields, parseJson } from "../shapes.ts";
import type { Token } from "../tokens.ts";
import type { World } from "../workspace.ts";

export type Context = {
  readonly world: World;
  readonly token: Token;
  /** Seconds this channel must wait, when the pace is limited. */
  readonly waitFor: (channel: string) => number | undefined;
  /** Notes a message that was accepted. */
  readonly sent: (message: { channel: string; ts: string }, how: "post" | "ephemeral" | "update") => void;
};

/** One method of Slack's web API. */
export type Method = {
  /** The scope it needs with these arguments; none for some. */
  readonly scope?: (args: Fields, world: World) => string;
  /** Whether it also reads a JSON body; the others see no arguments in one. */
  readonly json?: true;
  /** Called without a token: the installation itself. */
  readonly open?: true;
  /** The answer's fields beside `ok`. @throws {SlackRefusal} */
  readonly run: (args: Fields, context: Context) => Fields;
};

/** @throws {SlackRefusal} `invalid_arguments` when it is missing or no text. */
export const required = (args: Fields, name: string): string => {
  const value = args[name];
  if (typeof value === "string" && value !== "") return value;
  return no("invalid_arguments", explained([{ message: `missing required field: ${name}`, pointer: "" }]));
};

export const optional = (args: Fields, name: string): string | undefined => {
  const value = args[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const isOn = (value: unknown): boolean => value === true || value === "true" || value === "1" || value === 1;

/** A `view` argument, sent as JSON or as a string of it. */
export const viewArgument = (args: Fields): unknown => {
  if (args.view === undefined)
    return no("invalid_arguments", explained([{ message: "missing required field: view", pointer: "" }]));
  if (typeof args.view !== "string") return args.view;
  const parsed = parseJson(args.view);
  return parsed.ok ? parsed.value : no("invalid_arguments", explained([{ message: "invalid JSON", pointer: "/view" }]));
};
