/**
 * The promise's own outcome, but for an answer that doesn't come in time; the work itself goes on unheard.
 * @throws what `tooLate` makes, after this many milliseconds.
 */
export async function withTimeout<Result>(
  millis: number,
  work: Promise<Result>,
  tooLate: () => Error = () => new Error(`no answer within ${millis} ms`),
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate()), millis);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
