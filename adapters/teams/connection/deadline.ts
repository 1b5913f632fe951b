import { ConnectorError } from "./failures.ts";

/** @throws ConnectorError when the work takes longer than this many milliseconds; what it was about goes on unheard. */
export const withTimeout = async <Result>(millis: number, work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectorError(undefined, "no_answer_in_time")), millis);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
