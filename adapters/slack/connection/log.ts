import { type Logger, LogLevel } from "@slack/bolt";

/** As pino has it: what it is about, then a sentence. Ids and codes only; never a token, never what people wrote. */
export type Log = Readonly<Record<"debug" | "info" | "warn" | "error", (about: object, message: string) => void>>;

const describe = (parts: readonly unknown[]): { about: object; message: string } => {
  const error = parts.find((part) => part instanceof Error);
  const words = parts.find((part) => typeof part === "string");
  return { about: error ? { err: error } : {}, message: `slack sdk: ${words ?? (error ? error.name : "see above")}` };
};

/** Bolt's and its clients' own words. What they say at debug and info level may quote requests, so that is left out. */
export const sdkLogger = (log: Log): Logger => {
  const say =
    (level: "warn" | "error") =>
    (...parts: unknown[]) => {
      const { about, message } = describe(parts);
      log[level](about, message);
    };
  const silent = () => {};
  return {
    debug: silent,
    info: silent,
    warn: say("warn"),
    error: say("error"),
    setLevel: silent,
    getLevel: () => LogLevel.WARN,
    setName: silent,
  };
};
