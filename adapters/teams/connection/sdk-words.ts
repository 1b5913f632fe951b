import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The SDK writes to the console by itself: for each refused signature its error and the public key, and whole errors. None of
 * it is a token, but anyone who knocks could fill the log with it, and it passes by the log that keeps customers' words out.
 */
const silent = new AsyncLocalStorage<true>();
const sdkConsole: Pick<Console, "error" | "warn"> = globalThis.console;

const ours = new WeakSet<Console["error"]>();

/** Again where someone else has changed the console since. */
const mute = (method: keyof typeof sdkConsole): void => {
  const say = sdkConsole[method];
  if (ours.has(say)) return;
  const quiet = (...words: unknown[]): void => {
    if (!silent.getStore()) say.apply(sdkConsole, words);
  };
  ours.add(quiet);
  sdkConsole[method] = quiet;
};

/** Carries out what the SDK does, without its words on the console; all others' words stay. */
export const withoutSdkWords = <Result>(work: () => Promise<Result>): Promise<Result> => {
  mute("error");
  mute("warn");
  return silent.run(true, work);
};
