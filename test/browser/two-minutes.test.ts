import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderCard } from "../../adapters/slack/drawing/render.ts";
import { renderCard as drawForTeams } from "../../adapters/teams/drawing/render.ts";
import { startBrowser } from "../support/browser.ts";
import { freshDatabase } from "../support/postgres.ts";
import { type OpenSandbox, openSandbox, type SandboxSetting } from "../support/sandbox.ts";

/** The two-minute path in a real browser, as three people in three windows. The pictures are for people to look at. */

const pictures = join(import.meta.dirname, "..", "screenshots");
const timeoutMillis = 15_000;

let browser: Browser;
let sandbox: OpenSandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let setting: SandboxSetting;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  [browser, database] = await Promise.all([startBrowser(), freshDatabase()]);
  setting = {
    databaseUrl: database.url,
    folder: await mkdtemp(join(tmpdir(), "amends-browser-")),
    previews: {
      "Slack (Block Kit)": (card) => renderCard(card, sandbox.clock.now()),
      "Teams (Adaptive Card)": (card) => drawForTeams(card, { names: () => undefined, stamp: "preview" }),
    },
  };
  sandbox = await openSandbox(setting);
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  await database?.drop();
  if (setting?.folder) await rm(setting.folder, { recursive: true, force: true });
});

async function openWindow(
  person: string,
  path: string,
  more: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 860 },
    reducedMotion: "reduce",
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(timeoutMillis);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(`${sandbox.url}/as/${person}${path}`);
  return { page, problems };
}

const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

/** Nothing serious or critical, by axe-core's own rules. */
async function expectUsableByAll(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
}

const thread = (page: Page): Locator => page.locator("#thread");
const dialog = (page: Page): Locator => page.locator("dialog[open]");
const press = (within: Locator, name: string | RegExp) =>
  within
    .getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) })
    .first()
    .click();

async function submit(page: Page, label: string): Promise<void> {
  await press(dialog(page), label);
  await dialog(page).waitFor({ state: "detached" });
}

describe("the two-minute path", () => {
  it("recovers a customer: flagged, owned, apologized, approved, resolved, surveyed, and taken up again", async () => {
    const { page: sam, problems } = await openWindow("sam", "/c/mendes-weber");
    const { page: ann } = await openWindow("ann", "/c/cases");
    const { page: carla } = await openWindow("carla", "/c/dm-carla");
    await expectUsableByAll(sam);
    await picture(sam, "01-front-door");

    const complaint = sam.locator(".message", { hasText: "Room 214" });
    await complaint.hover();
    await picture(sam, "02-message-menu");
    await press(complaint, /^Flag complaint/);
    await dialog(sam).getByLabel("Price paid").fill("a lot");
    await dialog(sam).getByLabel("Customer name").fill("Carla M.");
    await press(dialog(sam), "Open case");
    await dialog(sam).getByText("Please choose one.").waitFor();
    await expect(dialog(sam).getByLabel("Customer name").inputValue()).resolves.toBe("Carla M.");
    await expect(dialog(sam).getByLabel("Price paid").inputValue()).resolves.toBe("a lot");
    await expectUsableByAll(sam);
    await picture(sam, "03-form-with-errors");
    await dialog(sam).getByLabel("Failure type").selectOption({ label: "Faulty or damaged" });
    await dialog(sam).getByLabel("Price paid").fill("640");
    await submit(sam, "Open case");
    await sam.locator("#messages").getByText("Case 1 is open.").waitFor();
    await picture(sam, "04-only-you");

    // Ann's window stands where the case appears, and shows it without being asked.
    await ann.locator("#messages").getByText("Case 1 · Faulty or damaged").waitFor();
    await sam.locator("#guide-go").click();
    await thread(sam).getByRole("button", { name: "Take ownership" }).waitFor();
    await press(thread(sam), "Take ownership");
    await thread(sam).getByText("Owned by").waitFor();
    await ann.locator("#messages").getByText("Owned by").first().waitFor();
    await expectUsableByAll(sam);
    await picture(sam, "05-case");

    await press(thread(sam), "Acknowledge");
    await dialog(sam).getByText("Carla M. gets a direct message").waitFor();
    await picture(sam, "06-confirm");
    await submit(sam, "Acknowledge");
    await carla.locator("#messages").getByText("We have your message").waitFor();

    await press(thread(sam), "Apologize");
    await dialog(sam).getByLabel("Apology").fill("We are sorry if you felt the room was not clean.");
    await press(dialog(sam), "Apologize");
    await dialog(sam).getByText("Before you send it").waitFor();
    await picture(sam, "07-apology-coach");
    await dialog(sam)
      .getByLabel("Apology")
      .fill(
        "Hello Carla,\n\nI am sorry that room 214 was not clean when you came, and that you had to call three times. That was our fault. I am moving you to a lake room now and will call you at noon.",
      );
    await submit(sam, "Apologize");
    await carla.locator("#messages").getByText("A word from Harbor & Pine").waitFor();
    await expectUsableByAll(carla);
    await picture(carla, "08-customer");

    await press(thread(sam), "Root cause");
    await dialog(sam).getByLabel("Root cause").selectOption({ label: "Our procedure" });
    await dialog(sam).getByLabel("Explanation").fill("Late check-outs are not on the housekeeping list.");
    await submit(sam, "Save");
    await thread(sam).getByText("Root cause: Our procedure").waitFor();
    await press(thread(sam), "Offer remedy");
    await dialog(sam).getByLabel("Remedy", { exact: true }).selectOption({ label: "Refund" });
    await dialog(sam).getByLabel("Amount").fill("120");
    await dialog(sam).getByLabel("Reason").fill("A quarter of a night for the evening they lost.");
    await submit(sam, "Offer");
    await thread(sam).getByText("Approval needed").first().waitFor();

    // Someone else is needed now, and the window says who.
    await ann
      .locator("#messages")
      .getByText(/2 replies|3 replies|1 reply/)
      .first()
      .click();
    await thread(ann).getByRole("button", { name: "Approve", exact: true }).waitFor();
    await expectUsableByAll(ann);
    await picture(ann, "09-approval");
    await press(thread(ann), "Approve");
    await thread(sam).getByText("Refund $120 · approved").waitFor();

    await press(thread(sam), "Resolve");
    await dialog(sam).getByLabel("What was done").fill("Moved to a lake room, refunded $120, list corrected.");
    await submit(sam, "Resolve");
    await thread(sam).getByText("Case 1 · Faulty or damaged · Moderate · Resolved").first().waitFor();

    await sam.locator("#clock-open").click();
    await sam.getByText("What happens next").waitFor();
    await picture(sam, "10-skip-ahead");
    for (let skips = 0; skips < 6; skips += 1) {
      if (await carla.getByText("How did we do?").first().isVisible()) break;
      await press(sam.locator("#clock-panel"), "1 day ahead");
      await sam.locator("#toast .toast").waitFor();
      await press(sam.locator("#toast"), "Close");
      await sam.locator("#toast .toast").waitFor({ state: "detached" });
    }
    await carla.getByText("How did we do?").first().waitFor();
    await picture(carla, "11-survey");
    await carla.getByRole("button", { name: "2 of 5: dissatisfied" }).click();
    await carla.getByText("we are taking it up again").waitFor();
    await sam.keyboard.press("Escape");
    await thread(sam).getByText("Reopened · Case 1").first().waitFor();
    await sam.locator("#inspect-open").click();
    await sam.locator("#inspector").getByText("survey-answered").first().waitFor();
    await sam.locator("#inspector").getByText("Slack (Block Kit)").click();
    await sam.locator("#inspector").getByText('"blocks"').waitFor();
    await sam.locator("#inspector").getByText("Teams (Adaptive Card)").click();
    const adaptive = sam.locator("#inspector pre", { hasText: '"AdaptiveCard"' });
    await adaptive.waitFor();
    // Nobody of the sandbox has an account there, so the card says their names.
    expect([await adaptive.getByText("Carla").count(), await adaptive.getByText("someone").count()]).toEqual([1, 0]);
    await expectUsableByAll(sam);
    await picture(sam, "12-inspector");

    await ann.goto(`${sandbox.url}/as/ann/home`);
    await ann.locator("#messages .card").first().waitFor();
    await expectUsableByAll(ann);
    await picture(ann, "13-home");
    expect(problems).toEqual([]);
  }, 180_000);

  it("can be walked with the keyboard alone, and gives the focus back", async () => {
    const { page } = await openWindow("noor", "/c/front-desk");
    const flag = page.locator(".message", { hasText: "HP-20417" }).getByRole("button", { name: /^Flag complaint/ });
    await flag.focus();
    await expect(flag.isVisible()).resolves.toBe(true);
    await page.keyboard.press("Enter");
    await dialog(page).waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate("document.activeElement.id")).toMatch(/-flag$/);

    await page.locator("#say").focus();
    await page.keyboard.type("/amends queue");
    await page.keyboard.press("Enter");
    await page.locator(".private").first().waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.id")).toBe("say");
    await expect.poll(() => page.locator("#say").inputValue()).toBe("");
  }, 60_000);

  it("fits a phone, where channels and people come from the side", async () => {
    const { page } = await openWindow("sam", "/c/mendes-weber", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    expect(wide).toBeLessThanOrEqual(390);
    await expectUsableByAll(page);
    await picture(page, "14-phone");
    await page.locator("#clock-open").click();
    const panel = await page.locator("#clock-panel").boundingBox();
    expect([(panel?.x ?? -1) >= 0, (panel?.x ?? 0) + (panel?.width ?? 999) <= 390]).toEqual([true, true]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Channels and people" }).click();
    await page
      .getByRole("link", { name: /Ann Chen/ })
      .first()
      .waitFor();
    await picture(page, "15-phone-sidebar");
    await page.goto(`${sandbox.url}/as/sam/c/cases`);
    await page.locator("#messages .replies").first().click();
    await thread(page).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await expectUsableByAll(page);
    await picture(page, "16-phone-thread");
  }, 60_000);

  it("is as readable in the dark", async () => {
    const { page } = await openWindow("ann", "/c/cases", { colorScheme: "dark" });
    await page.locator("#messages .replies").first().click();
    await thread(page).waitFor();
    await expectUsableByAll(page);
    await picture(page, "17-dark");
  }, 60_000);

  it("brings what was missed when a lost connection is back", async () => {
    const missed = "Said while Ben was away.";
    const { page } = await openWindow("ben", "/c/front-desk");
    const { page: other } = await openWindow("noor", "/c/front-desk");
    await page.context().setOffline(true);
    await other.locator("#say").fill(missed);
    await other.keyboard.press("Enter");
    await other.locator("#messages").getByText(missed).waitFor();
    await expect(page.locator("#messages").getByText(missed).count()).resolves.toBe(0);
    await page.context().setOffline(false);
    await page.locator("#messages").getByText(missed).waitFor();
  }, 60_000);

  it("keeps a form that can't be sent, says so in it, and sends it once the connection is back", async () => {
    const { page } = await openWindow("ben", "/c/front-desk");
    const complaint = page.locator(".message", { hasText: "Adeyemi" });
    await complaint.hover();
    await press(complaint, /^Flag complaint/);
    await dialog(page).getByLabel("Failure type").selectOption({ label: "No response" });
    await dialog(page).getByLabel("Customer name").fill("Mr. Adeyemi");
    await page.context().setOffline(true);
    await press(dialog(page), "Open case");
    await dialog(page).getByText("That didn't get through").waitFor();
    await expectUsableByAll(page);
    await picture(page, "18-no-connection");
    await page.context().setOffline(false);
    await dialog(page).getByText("The connection is back").waitFor();
    await expect(dialog(page).getByLabel("Customer name").inputValue()).resolves.toBe("Mr. Adeyemi");
    await submit(page, "Open case");
    await expect.poll(() => page.locator("#connection").textContent()).toBe("");
  }, 60_000);

  it("leaves the connection to others while nobody looks, and catches up when someone does", async () => {
    const { page } = await openWindow("ben", "/c/front-desk");
    await page.clock.install();
    const show = (hidden: boolean) =>
      page.evaluate((now) => {
        Object.defineProperty(document, "hidden", { configurable: true, value: now });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    const left = page.waitForEvent("requestfailed", (request) => request.url().includes("/live"));
    await show(true);
    await page.clock.runFor(6_000);
    await left;
    const { page: other } = await openWindow("noor", "/c/front-desk");
    await other.locator("#say").fill("Said while nobody looked.");
    await other.keyboard.press("Enter");
    await other.locator("#messages").getByText("Said while nobody looked.").waitFor();
    await expect(page.getByText("Said while nobody looked.").count()).resolves.toBe(0);
    await show(false);
    await page.locator("#messages").getByText("Said while nobody looked.").waitFor();
  }, 60_000);

  it("goes on by itself after the server was restarted, with nothing lost", async () => {
    const { page } = await openWindow("ben", "/c/front-desk");
    const { page: other } = await openWindow("noor", "/c/front-desk");
    await sandbox.close();
    sandbox = await openSandbox({ ...setting, port: Number(new URL(sandbox.url).port) });
    await other.locator("#say").fill("Said after the restart.");
    await other.keyboard.press("Enter");
    await page.locator("#messages").getByText("Said after the restart.").waitFor();
    await page.locator("#messages").getByText("Elena Rossi called").waitFor();
  }, 60_000);

  it("starts over when asked to, for everyone", async () => {
    const before = sandbox.sandbox.organization();
    const { page: sam } = await openWindow("sam", "/c/cases");
    const { page: ann } = await openWindow("ann", "/c/cases");
    await sam.locator("#messages .card").first().waitFor();
    await ann.locator("#messages .card").first().getByText("More").click();
    await ann.locator("#messages .card").first().getByRole("button", { name: "Add note" }).click();
    await dialog(ann).waitFor();
    await sam.getByRole("button", { name: "Start over" }).click();
    await picture(sam, "19-start-over");
    await press(dialog(sam), "Start over");
    await sam.waitForURL(/mendes-weber/);
    // What Ann had begun was about a case that nobody sees any more.
    await ann.getByText("A fresh world has begun").waitFor();
    await expect.poll(() => dialog(ann).count()).toBe(0);
    await picture(ann, "20-fresh-world");
    expect(sandbox.sandbox.organization()).not.toBe(before);
  }, 60_000);
});
