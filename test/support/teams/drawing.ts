import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { hostConfig, type ThemeName, themes } from "./themes.ts";

/** A page of the real browser that draws cards as Teams' own clients do: with Microsoft's library, in Teams' themes. */

const library = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");

const look = ({ page, card, input, button }: (typeof themes)[ThemeName]): string => `
  body { margin: 0; padding: 8px; background: ${page}; font: 14px 'Segoe UI', Arial, 'Liberation Sans', sans-serif; }
  #card { background: ${card}; border: 1px solid #6e6e6e; border-radius: 4px; }
  .ac-adaptiveCard { padding: 16px; }
  .ac-pushButton { min-height: 34px; padding: 4px 10px; font: inherit; color: ${button}; background: transparent;
    border: 2px solid #6165a4; border-radius: 4px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .ac-pushButton.style-positive { background: #6264a7; color: #ffffff; }
  .ac-pushButton.style-destructive { border-color: #d74654; }
  .ac-input { font: inherit; color: ${button}; background: ${input}; border: 1px solid #6e6e6e; border-radius: 4px; padding: 4px 8px; }
  a.ac-anchor { color: inherit; }`;

/** Markdown as Teams reads it in a TextBlock: bold, links and escapes. */
const markdown = (text: string): string =>
  text
    .replace(/<\/?at>/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .split(/\n\n+/)
    .map((paragraph) => `<p style="margin:0 0 8px">${paragraph}</p>`)
    .join("")
    .replace(/\\(.)/g, (_, mark: string) => `&#${mark.charCodeAt(0)};`)
    .replace(/\*\*(.+?)\*\*/g, "<b>$1</b>")
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a class="ac-anchor" href="$2">$1</a>');

export type Stage = {
  readonly page: Page;
  /** Draws the card, in the place of the one before. */
  draw(card: unknown): Promise<void>;
  /** What sticks out of the card or is cut off, in words. */
  sticksOut(): Promise<readonly string[]>;
};

export async function openStage(browser: Browser, theme: ThemeName, width: number): Promise<Stage> {
  const on = width < 500 ? "phone" : "desktop";
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    timezoneId: "America/New_York",
    ...(on === "phone" ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
  });
  const page = await context.newPage();
  await page.setContent(
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Card</title><style>${look(themes[theme])}</style><main id="card"></main></html>`,
  );
  await page.addScriptTag({ path: library });
  await page.evaluate(
    `AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
       result.outputHtml = (${markdown.toString()})(text);
       result.didProcess = true;
     }`,
  );
  const config = JSON.stringify(hostConfig(theme, on));
  return {
    page,
    draw: async (card) => {
      await page.evaluate(`(() => {
        const card = new AdaptiveCards.AdaptiveCard();
        card.hostConfig = new AdaptiveCards.HostConfig(${config});
        card.parse(${JSON.stringify(card)});
        document.getElementById("card").replaceChildren(card.render());
      })()`);
    },
    sticksOut: async () => {
      const found: unknown = await page.evaluate(`(() => {
        const edge = document.getElementById("card").getBoundingClientRect().right;
        const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["the page is too wide"] : [];
        const words = (element) => (element.textContent || element.tagName).slice(0, 60);
        const over = [...document.querySelectorAll("#card *")]
          .filter((element) => element.getClientRects().length > 0)
          .filter((element) => element.getBoundingClientRect().right > edge + 1)
          .map((element) => "sticks out: " + words(element));
        const cut = [...document.querySelectorAll("#card button, #card p, #card .ac-textBlock, #card .ac-richTextBlock")]
          .filter((element) => element.getClientRects().length > 0 && element.scrollWidth > element.clientWidth + 1)
          .map((element) => "is cut off: " + words(element));
        return [...wide, ...over, ...cut];
      })()`);
      return Array.isArray(found) ? found.map(String) : [];
    },
  };
}
