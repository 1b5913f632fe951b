import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { defined } from "./core/defined.ts";

/**
 * The log an operator reads: one JSON object a line. It carries ids, codes and counts; never a secret and never a
 * customer's words. Three layers see to that: secret keys are censored where they are expected, everything written is
 * masked once more as text (so also messages, stacks and what a library nested deeper), and errors are reduced to what
 * helps, because drivers like to put the values of a failed statement into them.
 */

export type Log = Logger;
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const censor = "[redacted]";

const secretKeys = [
  "token",
  "botToken",
  "appToken",
  "accessToken",
  "refreshToken",
  "access_token",
  "refresh_token",
  "secret",
  "clientSecret",
  "client_secret",
  "signingSecret",
  "password",
  "authorization",
  "Authorization",
  "cookie",
  "DATABASE_URL",
];

const keys = secretKeys.join("|");

/** Database passwords are often pasted unescaped, so a slash or an @ may be part of one: it ends at the last @. */
function withoutDatabasePassword(address: string): string {
  const [end, user] = [address.lastIndexOf("@"), /^\w+:\/\/[^:@/"\\]*:/.exec(address)?.[0]];
  return user !== undefined && end > user.length ? `${user}${censor}${address.slice(end)}` : address;
}

/** A JSON Web Token is three parts, of which the first begins so. Looked for part by part, lest a long text be read once a letter. */
function withoutTokens(run: string): string {
  if (!run.includes("eyJ")) return run;
  const [parts, kept] = [run.split("."), [] as string[]];
  for (let index = 0; index < parts.length; index += 1) {
    const [part = "", next] = [parts[index], parts[index + 1]];
    const at = part.search(/\beyJ/);
    const isToken = at >= 0 && part.length - at >= shortestTokenPart && next && parts[index + 2] !== undefined;
    kept.push(isToken ? part.slice(0, at) + censor : part);
    if (isToken) index += 2;
  }
  return kept.join(".");
}
const shortestTokenPart = "eyJ".length + 8;

type Mask = readonly [pattern: RegExp, by: string] | readonly [pattern: RegExp, by: (matched: string) => string];

/**
 * What a secret looks like wherever it turns up. The replaced part never holds a bare quote, so a JSON line stays JSON. Others
 * decide what a line holds and how long it is, so every pattern reads it once (`test/patterns.test.ts`).
 */
const masks: readonly Mask[] = [
  // Slack's tokens: xoxb- xoxp- xoxe. xapp- xwfp- …
  [/\b(xox[a-z]|xapp|xwfp)[-.][\w.-]{6,}/gi, `$1-${censor}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${censor}`],
  // Passwords in addresses.
  [/\b(?:postgres(?:ql)?|mysql|redis):\/\/(?:\\.|[^"\\\s])*/gi, withoutDatabasePassword],
  [/(:\/\/[^\s:@/"\\]*):[^\s@/"\\]+@/g, `$1:${censor}@`],
  // Addresses and tokens that are themselves a permission: Slack's response_url, our customers' links, any JWT.
  [/(https:\/\/hooks\.slack\.com\/)[^\s"\\]+/gi, `$1${censor}`],
  [/(\/s\/)[\w-]{16,}\.[\w-]{16,}/g, `$1${censor}`],
  [/[\w.-]+/g, withoutTokens],
  [/(token|secret|password)=[^&\s"\\]+/gi, `$1=${censor}`],
  // A secret's key deeper than the paths below reach, and once more inside a string that is itself JSON.
  [new RegExp(`("(?:${keys})":\\s*")(?:\\\\.|[^"\\\\])*`, "g"), `$1${censor}`],
  [new RegExp(`(\\\\"(?:${keys})\\\\":\\s*\\\\")[^"\\\\]*`, "g"), `$1${censor}`],
];

/** The same text with everything that looks like a secret replaced. */
export const mask = (text: string): string =>
  masks.reduce(
    (line, [pattern, by]) => (typeof by === "string" ? line.replace(pattern, by) : line.replace(pattern, by)),
    text,
  );

/** The same text without these values, as they are or within JSON: for secrets that are known, whatever they look like. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce(
    (line, secret) => line.replaceAll(secret, censor).replaceAll(JSON.stringify(secret).slice(1, -1), censor),
    text,
  );

/** Libraries quote what they were given: the values of a failed statement, the beginning of unreadable JSON. */
function withoutValues(message: string): string {
  const [words = ""] = message.split("\nparams: ", 1);
  const quoted = words.indexOf('"');
  const end = /"(?:\.\.\.)? is not valid JSON/.exec(words)?.index ?? -1;
  if (quoted < 0 || end <= quoted) return words;
  return `${words.slice(0, quoted).replace(/,? ?(?:\.\.\.)?$/, "")}${words.slice(end).replace(/^"(?:\.\.\.)?/, "")}`;
}

/** More of a message helps nobody. */
const longestMessage = 8_000;

export type LoggedError = {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly cause?: LoggedError;
};

const deepestCause = 4;

/** What is kept of an error: its name, message, code, frames and causes. All else on it may be a customer's. */
export const describeError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { name: "NotAnError", message: `a ${typeof error} was thrown` };
  const code = "code" in error ? error.code : undefined;
  return defined({
    name: error.name,
    message: mask(withoutValues(error.message.slice(0, longestMessage))),
    // Only the frames: the stack's head repeats the message as it was, and a line of it may look like a frame.
    stack: error.stack
      ?.replace(error.message, () => "")
      .split("\n")
      .filter((line) => /^ {4}at .*(:\d+|<anonymous>|native)\)?$/.test(line))
      .join("\n"),
    code: typeof code === "string" || typeof code === "number" ? code : undefined,
    cause: error.cause instanceof Error && depth < deepestCause ? describeError(error.cause, depth + 1) : undefined,
  });
};

/** The fields of `log.error(error)` or `log.error({ err })`, where pino would repeat the error's message as it is. */
const loneError = ([first, ...rest]: readonly unknown[]): { readonly err: Error } | undefined => {
  if (rest.length > 0) return undefined;
  if (first instanceof Error) return { err: first };
  return typeof first === "object" && first !== null && "err" in first && first.err instanceof Error
    ? { ...first, err: first.err }
    : undefined;
};

/** A JSON logger to standard output, or to `destination`. `secrets` are masked wherever they turn up. */
export const createLog = (options: {
  readonly level: LogLevel;
  readonly secrets?: readonly string[];
  readonly destination?: DestinationStream;
}): Log => {
  const { secrets = [] } = options;
  const settings: LoggerOptions = {
    level: options.level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor },
    serializers: { err: describeError, error: describeError },
    hooks: {
      logMethod(args, method) {
        const fields = loneError(args);
        if (fields === undefined) return method.apply(this, args);
        return method.apply(this, [fields, describeError(fields.err).message]);
      },
      streamWrite: (line) => withoutSecrets(mask(line), secrets),
    },
  };
  return pino(settings, options.destination ?? pino.destination(1));
};
