import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Locator, Page } from "playwright-core";
import { createSandboxClock } from "../../adapters/sandbox/index.ts";
import { readConfig } from "../../src/config.ts";
import { instant } from "../../src/core/time.ts";
import { createLog } from "../../src/log.ts";
import { startAmends } from "../../src/main.ts";
import { startBrowser } from "../support/browser.ts";

/**
 * Makes the README's pictures again, from a real Amends with its sandbox, after a change of what people see:
 * `TZ=America/New_York npx tsx test/browser/pictures.ts` (the zone of its protocol; more: `--port 3000 --to .github`). Look at
 * each picture before it is committed.
 */

const { values } = parseArgs({
  options: { port: { type: "string", default: "3000" }, to: { type: "string", default: ".github" } },
});
const folder = await mkdtemp(join(tmpdir(), "amends-pictures-"));

/** Ten in the morning of a working day, so that the pictures don't depend on when they are made. */
await createSandboxClock({ folder }).skipTo(nextMorning());

const amends = await startAmends(readConfig({ DATA_DIR: folder, PORT: values.port }), {
  log: createLog({ level: "silent" }),
});
const browser = await startBrowser();
try {
  await take();
} finally {
  await browser.close();
  await amends.stop();
  await rm(folder, { recursive: true, force: true });
}

function nextMorning() {
  const day = new Date(Date.now() + 24 * 3_600_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  return instant(day.setHours(10, 2, 0, 0));
}

async function openWindow(path: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(new URL(path, amends.url).href);
  return page;
}

async function take(): Promise<void> {
  const desk = { width: 1366, height: 860 };
  const sam = await openWindow("/as/sam/c/mendes-weber", desk);
  const carla = await openWindow("/as/carla/c/dm-carla", { width: 640, height: 860 });

  await flag(sam, "Room 214", async (form) => {
    await form.getByLabel("Failure type").selectOption({ label: "Faulty or damaged" });
    await form.getByLabel("Price paid").fill("640");
  });
  await sam.locator("#guide-go").click();
  await press(thread(sam), "Take ownership");
  await thread(sam).getByText("Owned by").waitFor();
  await fill(sam, "Acknowledge", async () => {}, "Acknowledge");
  await carla.locator("#messages").getByText("We have your message").waitFor();
  await fill(sam, "Apologize", (form) =>
    form
      .getByLabel("Apology")
      .fill(
        "Hello Carla,\n\nI am sorry that room 214 was not clean when you came, and that you had to call three times. That was our fault. I am moving you to a lake room now, and I will call you at noon.",
      ),
  );
  await fill(
    sam,
    "Root cause",
    async (form) => {
      await form.getByLabel("Root cause").selectOption({ label: "Our procedure" });
      await form.getByLabel("Explanation").fill("Late check-outs are not on the housekeeping list.");
    },
    "Save",
  );
  await fill(
    sam,
    "Offer remedy",
    async (form) => {
      await form.getByLabel("Remedy", { exact: true }).selectOption({ label: "Refund" });
      await form.getByLabel("Amount").fill("120");
      await form.getByLabel("Reason").fill("A quarter of a night for the evening they lost.");
    },
    "Offer",
  );
  await thread(sam).getByText("Approval needed").first().waitFor();

  const ann = await openWindow("/as/ann/c/cases", desk);
  await ann.locator("#messages .replies").first().click();
  await thread(ann).getByRole("button", { name: "Approve", exact: true }).waitFor();
  await putGuideAway(ann);
  await save(ann, "team");
  await press(thread(ann), "Approve");
  await thread(sam).getByText("Refund $120 · approved").waitFor();

  await fill(sam, "Resolve", (form) =>
    form.getByLabel("What was done").fill("Moved to a lake room, refunded $120, list corrected."),
  );
  await thread(sam).getByText("Moderate · Resolved").first().waitFor();
  const question = carla.getByText("How did we do?").first();
  await skipUntil(sam, () => question.isVisible());
  await save(carla, "customer");

  // Elena has no account in this chat: the case shows the link that staff are to send her.
  await sam.goto(new URL("/as/noor/c/front-desk", amends.url).href);
  await flag(sam, "HP-20417", async (form) => {
    await form.getByLabel("Failure type").selectOption({ label: "Late or delayed" });
    await form.getByLabel("Customer name").fill("Elena Rossi");
    await form.getByLabel("Price paid").fill("86");
  });
  await sam.locator(".message", { hasText: "HP-20417" }).locator(".replies").first().click();
  await press(thread(sam), "Take ownership");
  await thread(sam).getByText("Owned by").waitFor();
  await fill(sam, "Acknowledge", async () => {});
  await fill(sam, "Apologize", (form) =>
    form
      .getByLabel("Apology")
      .fill(
        "Hello Elena,\n\nI am sorry that your gift box did not come. You had your mother's birthday and nothing to give her, and that was our fault. I am sending you a new box by courier today, and it will be with you on Friday.",
      ),
  );
  await fill(
    sam,
    "Root cause",
    async (form) => {
      await form.getByLabel("Root cause").selectOption({ label: "Carrier or supplier" });
      await form.getByLabel("Explanation").fill("The courier left it at another door and marked it as delivered.");
    },
    "Save",
  );
  await fill(
    sam,
    "Offer remedy",
    async (form) => {
      await form.getByLabel("Remedy", { exact: true }).selectOption({ label: "Credit" });
      await form.getByLabel("Amount").fill("40");
      await form.getByLabel("Reason").fill("About half the price, for a birthday that can't be had again.");
    },
    "Offer",
  );
  await fill(sam, "Resolve", (form) => form.getByLabel("What was done").fill("A new box by courier, and $40 credit."));
  await thread(sam).getByText("Resolved").first().waitFor();
  const link = thread(sam).locator('a[href*="/s/"]').first();
  await skipUntil(sam, () => link.isVisible());
  const page = await openWindow((await link.getAttribute("href")) ?? "", { width: 640, height: 860 });
  await save(page, "customer-page");
}

async function flag(page: Page, words: string, how: (form: Locator) => Promise<void>): Promise<void> {
  const complaint = page.locator(".message", { hasText: words }).first();
  await complaint.hover();
  await press(complaint, /^Flag complaint/);
  await how(dialog(page));
  await submit(page, "Open case");
}

/** Presses a button of the thread, fills the form that it opens, and sends it. */
async function fill(page: Page, label: string, how: (form: Locator) => Promise<void>, send = label): Promise<void> {
  await press(thread(page), label);
  await how(dialog(page));
  await submit(page, send);
}

/** A day at a time, as somebody does who presses the button. */
async function skipUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  await page.locator("#clock-open").click();
  for (let days = 0; days < 6 && !(await isThere()); days += 1) {
    await press(page.locator("#clock-panel"), "1 day ahead");
    await page.locator("#toast .toast").waitFor();
    await press(page.locator("#toast"), "Close");
    await page.locator("#toast .toast").waitFor({ state: "detached" });
  }
  if (!(await isThere())) throw new Error("what the picture is to show didn't come");
  await page.keyboard.press("Escape");
}

async function putGuideAway(page: Page): Promise<void> {
  await page.locator("#guide-away").click();
  await page.locator("#guide-away").waitFor({ state: "detached" });
  await page.mouse.move(0, 0);
}

async function submit(page: Page, label: string): Promise<void> {
  await press(dialog(page), label);
  await dialog(page).waitFor({ state: "detached" });
}

function thread(page: Page): Locator {
  return page.locator("#thread");
}
function dialog(page: Page): Locator {
  return page.locator("dialog[open]");
}
async function press(within: Locator, name: string | RegExp): Promise<void> {
  await within
    .getByRole("button", { name, ...(typeof name === "string" ? { exact: true } : {}) })
    .first()
    .click();
}
async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(values.to, `${name}.png`) });
}
