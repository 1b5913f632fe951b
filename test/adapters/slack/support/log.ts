import type { Log } from "../../../../adapters/slack/connection/log.ts";

export type Line = { readonly level: string; readonly about: object; readonly message: string };

/** A log that keeps its lines. */
export const keptLog = (): { readonly lines: Line[]; readonly log: Log } => {
  const lines: Line[] = [];
  const at = (level: string) => (about: object, message: string) => {
    lines.push({ level, about, message });
  };
  return { lines, log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") } };
};
