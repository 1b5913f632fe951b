import type { Fields } from "./shapes.ts";

export type Failure = {
  /** An HTTP status, such as 503. With 429 say `retryAfter`. */
  readonly status?: number;
  /** `{ ok: false, error }` with status 200, as Slack says no. */
  readonly error?: string;
  /** Seconds, in the Retry-After header of a 429. */
  readonly retryAfter?: number;
  /** No answer at all until the server closes. */
  readonly hang?: boolean;
  /** Carried out and answered, or failed as the rest says, only once this resolves. */
  readonly until?: Promise<unknown>;
  /** The request is carried out, and the connection breaks before the answer. */
  readonly closeAfterAccepting?: boolean;
  /** Says ok and nothing more, as Slack never does and an emulator in its place may. */
  readonly empty?: boolean;
  readonly times?: number;
  readonly when?: (args: Fields) => boolean;
};

/** Failures on purpose, each for the next calls of one method; the oldest that fits is taken. */
export const createFailures = () => {
  const waiting: { method: string; failure: Failure; left: number }[] = [];
  return {
    failNext: (method: string, failure: Failure) => {
      waiting.push({ method, failure, left: failure.times ?? 1 });
    },
    takeFailure: (method: string, args: Fields): Failure | undefined => {
      const found = waiting.find(
        (each) => each.method === method && each.left > 0 && (each.failure.when?.(args) ?? true),
      );
      if (found) found.left -= 1;
      return found?.failure;
    },
  };
};
