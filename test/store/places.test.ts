import { describe, expect, it } from "vitest";
import { createPlaces, type Wish } from "../../src/store/places.ts";

/** Takes places for these wishes; tells which were admitted so far, in order. */
const asking = (most: number) => {
  const places = createPlaces(most);
  const admitted: string[] = [];
  const gives = new Map<string, () => void>();
  const ask = (name: string, wish: Wish) => {
    const { taken } = places.take(wish);
    return taken.then(
      (give) => {
        admitted.push(name);
        gives.set(name, give);
      },
      () => {},
    );
  };
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { places, admitted, ask, give: (name: string) => gives.get(name)?.(), settled };
};
const person: Wish = { urgency: "person" };
const background: Wish = { urgency: "background" };

describe("the pool's places", () => {
  it.each([
    ["people", person, background],
    ["the background", background, person],
  ])("are never all taken by %s", async (_who, greedy, modest) => {
    const { admitted, ask, settled } = asking(10);
    for (let index = 0; index < 50; index += 1) ask(`greedy ${index}`, greedy);
    ask("modest", modest);
    await settled();
    expect(admitted).toHaveLength(9);
    expect(admitted).toContain("modest");
  });

  it("are never all taken by one case", async () => {
    const { admitted, ask, settled } = asking(10);
    for (let index = 0; index < 13; index += 1) ask(`held ${index}`, { ...person, share: "held case" });
    ask("free", { ...person, share: "another case" });
    await settled();
    expect(admitted).toEqual(["held 0", "held 1", "free"]);
  });

  it("are given in the order of asking, and given on when they come back", async () => {
    const { places, admitted, ask, give, settled } = asking(1);
    for (const name of ["a", "b", "c"]) ask(name, name === "b" ? background : person);
    await settled();
    expect([admitted.join(), places.inUse(), places.waiting()]).toEqual(["a", 1, 2]);
    give("a");
    await settled();
    give("b");
    await settled();
    expect(admitted).toEqual(["a", "b", "c"]);
    give("c");
    expect(places.inUse()).toBe(0);
  });

  it("aren't given to whoever gave up waiting", async () => {
    const places = createPlaces(1);
    const first = await places.take(person).taken;
    const second = places.take(person);
    second.giveUp(new Error("too late"));
    await expect(second.taken).rejects.toThrow("too late");
    first();
    expect([places.inUse(), places.waiting()]).toEqual([0, 0]);
  });
});
