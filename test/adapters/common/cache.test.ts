import { expect, it } from "vitest";
import { createKept } from "../../../adapters/common/cache.ts";
import { instant } from "../../../src/core/time.ts";

const setUp = () => {
  let time = 1_000;
  const asked: string[] = [];
  const kept = createKept<string>({ now: () => instant(time), freshFor: 100 });
  const ask = (key: string, answer = async () => `answer to ${key}`) =>
    kept.of(key, () => {
      asked.push(key);
      return answer();
    });
  return { kept, ask, asked, pass: (millis: number) => (time += millis) };
};

it("asks once while the answer is good, and once for all who ask at the same time", async () => {
  const { ask, asked, pass } = setUp();
  expect(await Promise.all([ask("a"), ask("a")])).toEqual(["answer to a", "answer to a"]);
  pass(99);
  await ask("a");
  expect(asked).toEqual(["a"]);
  pass(1);
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

it("forgets what is no longer good, so that it doesn't grow with all that was ever asked", async () => {
  const { kept, ask, pass } = setUp();
  for (let key = 0; key < 50; key += 1) {
    await ask(`key ${key}`);
    pass(10);
  }
  expect(kept.size()).toBeLessThanOrEqual(11);
});
