/** `npm test` runs each generator for seconds; `npm run test:attack` this many times as long. Seeds are fixed: a find is found again. */
export const times = Number(process.env.AMENDS_ATTACK ?? 1);
export const seed = 20261201;

/** All of them, a few at a time: as many people press at once. */
export async function inTurns<T, Result>(all: readonly T[], work: (one: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += 8)
    results.push(...(await Promise.all(all.slice(from, from + 8).map(work))));
  return results;
}
