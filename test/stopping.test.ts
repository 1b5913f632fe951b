import { expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import { endAll } from "../src/stopping.ts";

it("ends every part in order, also after one that fails and one that never ends", async () => {
  const ended: string[] = [];
  const warned: object[] = [];
  const log = createLog({ level: "info", destination: { write: (line) => void warned.push(JSON.parse(line)) } });
  await endAll(
    {
      first: () => ended.push("first"),
      failing: () => {
        throw new Error("broken");
      },
      endless: () => new Promise(() => {}),
      last: async () => ended.push("last"),
    },
    log,
    { whole: 60, least: 10 },
  );
  expect(ended).toEqual(["first", "last"]);
  expect(warned).toMatchObject([{ part: "failing" }, { part: "endless" }]);
});
