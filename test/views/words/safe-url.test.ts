import { expect, it } from "vitest";
import { safeUrl } from "../../../src/views/words/safe-url.ts";

it.each<[string, string | undefined]>([
  ["https://acme.example/a", "https://acme.example/a"],
  ["mailto:sam@acme.example", undefined],
  ["javascript:alert(1)", undefined],
  ["data:text/html,hello", undefined],
  ["acme.example", undefined],
  [`https://acme.example/${"a".repeat(50)}`, undefined],
])("offers %s as %s", (link, offered) => {
  expect(safeUrl(link, 50)).toBe(offered);
});
