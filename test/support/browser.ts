import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * A real Chromium. Its binary comes inside an npm package and unpacks itself to the temporary folder, so that browser tests
 * need nothing but `npm ci`. As root, as in many containers, it runs without its own sandbox; it only visits our own pages.
 */
export async function startBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--font-render-hinting=none",
      "--hide-scrollbars",
    ],
  });
}
