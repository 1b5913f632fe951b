import { performance } from "node:perf_hooks";

export type Deadline = {
  /** Milliseconds in all. */
  readonly limit: number;
  /** Rejects once the time is over. It is no unhandled rejection where nobody looks. */
  readonly late: Promise<never>;
  /** Milliseconds that are left. */
  left(): number;
  isOver(): boolean;
  /** To be called when the work is done, however it went. */
  clear(): void;
};

/** One deadline for work in several steps. @param limit milliseconds; infinity where there is none. */
export function createDeadline(limit: number, reason: () => Error): Deadline {
  const endsAt = performance.now() + limit;
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const late = new Promise<never>((_resolve, reject) => {
    if (limit === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => {
      over = true;
      reject(reason());
    }, limit);
  });
  late.catch(() => {});
  return {
    limit,
    late,
    left: () => Math.max(0, endsAt - performance.now()),
    isOver: () => over,
    clear: () => clearTimeout(timer),
  };
}
