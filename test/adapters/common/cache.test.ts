import { expect, it } from "vitest";
import { createCache } from "../../../adapters/common/cache.ts";
import { instant } from "../../../src/core/time.ts";

const setUp = () => {
  let time = 100_000;
  const asked: string[] = [];
  const cache = createCache<string>({ now: () => instant(time), freshFor: 100 });
  const ask = (key: string, answer = async () => `answer to ${key}`) =>
    cache.get(key, () => {
      asked.push(key);
      return answer();
    });
  return { cache, ask, asked, pass: (millis: number) => (time += millis) };
};

it("asks once while the answer is good, and once for all who ask at the same time", async () => {
  const { ask, asked, pass } = setUp();
  expect(await Promise.all([ask("a"), ask("a")])).toEqual(["answer to a", "answer to a"]);
  pass(99);
  await ask("a");
  expect(asked).toEqual(["a"]);
  pass(2);
  await ask("a");
  expect(asked).toEqual(["a", "a"]);
});

it("tells a failure to everyone who waits, and asks again for the next", async () => {
  const { ask, asked } = setUp();
  const fails = async () => Promise.reject(new Error("not now"));
  const both = await Promise.allSettled([ask("a", fails), ask("a", fails)]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask("a")).toBe("answer to a");
  expect(asked).toEqual(["a", "a"]);
});

it("asks anew after the clock was put back: what was learned tomorrow is no longer good", async () => {
  const { ask, asked, pass } = setUp();
  pass(24 * 3_600_000);
  await ask("a");
  pass(-24 * 3_600_000);
  await ask("a");
  expect(asked).toEqual(["a", "a"]);
});

it("keeps a bounded number of answers", async () => {
  const { cache, ask } = setUp();
  for (let key = 0; key < 5_100; key += 1) await ask(`key ${key}`);
  expect(cache.size()).toBeLessThanOrEqual(5_000);
});
