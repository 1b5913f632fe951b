import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startBrowser } from "../support/browser.ts";
import { openStage } from "../support/teams/drawing.ts";
import { sampleCards } from "../support/teams/sample-cards.ts";

/** Our cards as Microsoft's own library draws them, in Teams' themes. The pictures are for people to look at. */

const pictures = join(import.meta.dirname, "..", "screenshots", "teams");
/** Pictures of all, and not only of the telling ones: `TEAMS_PICTURES=all`. */
const pictured = process.env.TEAMS_PICTURES === "all" ? /./ : /^dark-320-(case-longest|approval|queue|form-wrong)$/;
/** Between them they have every surface and ink; how these go together is the same from card to card. */
const telling = new Set(["case-late", "form-wrong"]);

let browser: Browser;
beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await startBrowser();
});
afterAll(() => browser?.close());

it.each([
  ["dark", 320],
  ["contrast", 375],
  ["light", 700],
] as const)("every card fits and can be read: %s theme, %i pixels wide", async (theme, width) => {
  const { page, draw, sticksOut } = await openStage(browser, theme, width);
  const flaws: string[] = [];
  for (const [name, card] of Object.entries(sampleCards())) {
    await draw(card);
    flaws.push(...(await sticksOut()).map((words) => `${name}: ${words}`));
    const picture = `${theme}-${width}-${name}`;
    if (pictured.test(picture)) await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: true });
    if (!telling.has(name)) continue;
    const { violations } = await new AxeBuilder({ page }).include("#card").withRules(["color-contrast"]).analyze();
    flaws.push(...violations.flatMap(({ nodes }) => nodes.map(({ html }) => `${name}: too faint: ${html}`)));
  }
  expect(flaws).toEqual([]);
});
