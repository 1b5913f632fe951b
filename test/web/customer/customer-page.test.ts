import { describe, expect, it } from "vitest";
import type { Answered, CustomerPage } from "../../../src/app/requests/customer-portal.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { questions } from "../../../src/core/survey.ts";
import { after, duration, instant } from "../../../src/core/time.ts";
import { createPortal, noon, page, send, startWeb } from "../web-under-test.ts";

/** The customer follows the link to a case that looks like this. */
const visit = async (shown: CustomerPage | undefined, outcome?: () => Answered) => {
  const { portal, calls } = createPortal(shown, outcome);
  const started = await startWeb({ portal });
  const address = `${started.url}${started.customerPath}`;
  const answer = await fetch(address);
  return { ...started, address, answer, text: await answer.text(), calls };
};

const pageIdIn = (text: string) => /name="page" value="([^"]+)"/.exec(text)?.[1] ?? "";

describe("the customer's page", () => {
  it("shows whose it is, the apology, the updates and the remedies as they were sent", async () => {
    const { answer, text } = await visit(page);
    expect(answer.status).toBe(200);
    for (const words of [
      "Acme Travel",
      "Hello, Nora Lind",
      "We sent your suitcase to the wrong city.",
      "It is on its way to you.",
      "Refund of $40.00",
    ])
      expect(text).toContain(words);
  });

  it("shows times in the protocol's words and zone, and exactly for machines", async () => {
    const { text } = await visit(page);
    expect(text).toMatch(/<time datetime="2026-03-02T15:04:00.000Z">March 2, 2026 at 10:04\sAM EST<\/time>/);
    const german = await visit({ ...page, locale: "de-DE", zone: "Europe/Berlin" });
    expect(german.text).toContain("2. März 2026 um 16:04 MEZ");
    expect((await visit({ ...page, locale: "en_US" })).answer.status).toBe(200);
  });

  it("escapes whatever was typed", async () => {
    const evil = '"><script>alert(1)</script>';
    const said = { text: evil, at: noon };
    const { text } = await visit({
      ...page,
      organization: evil,
      customerName: evil,
      apology: said,
      updates: [said],
      remedies: [evil],
      comment: evil,
    });
    expect(text).not.toContain("<script");
  });

  it("is kept by no cache, no search engine, and names itself to no other site", async () => {
    const { headers } = (await visit(page)).answer;
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Robots-Tag")).toContain("noindex");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  });

  it("changes nothing when it is only looked at, as link previews do", async () => {
    const { address, calls } = await visit(page);
    await fetch(address, { method: "HEAD" });
    expect(calls).toEqual([]);
  });

  it("is kind when there is nothing to read yet", async () => {
    const { apology: _, ...rest } = page;
    const { text } = await visit({ ...rest, updates: [], remedies: [], survey: "none" });
    expect(text).toContain("Acme Travel is looking into your complaint.");
    expect(text).not.toContain("<form");
  });

  it.each([
    ["none", "all in one place"],
    ["answered", "Thank you"],
    ["expired", "The survey is over"],
    ["opted-out", "We won't send you surveys anymore."],
  ] as const)("has words instead of a form when the survey is: %s", async (survey, words) => {
    const { text } = await visit({ ...page, survey });
    expect(text).toContain(words);
    expect(text).not.toContain("<form");
    expect(text).toContain("It is on its way to you.");
  });
});

describe("a link that can't be used", () => {
  it("says that it expired", async () => {
    const { url, links } = await startWeb();
    const link = await links.customerLink({
      organization: organizationKey("T0ACME"),
      caseId: "C1",
      expiresAt: instant(noon - duration(1000)),
    });
    const answer = await fetch(`${url}${new URL(link).pathname}`);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain("This link has expired");
  });

  it("says the same of a forged one as of one whose case is gone", async () => {
    const { url } = await startWeb();
    const forged = await fetch(`${url}/s/eyJ3IjoiVDBBQ01FIn0.c2lnbmVk`);
    const gone = await visit(undefined);
    expect([forged.status, gone.answer.status]).toEqual([404, 404]);
    expect(await forged.text()).toBe(gone.text);
  });

  it("takes no answers either", async () => {
    const { portal, calls } = createPortal(page);
    const { url } = await startWeb({ portal });
    expect((await send(`${url}/s/eyJ3IjoiVDBBQ01FIn0.c2lnbmVk`, { "answer.overall": "5" })).status).toBe(404);
    expect(calls).toEqual([]);
  });
});

describe("the survey", () => {
  it("asks every question, with a named group of five choices whose ends have words", async () => {
    const { text } = await visit(page);
    expect(text.match(/<fieldset/g)).toHaveLength(questions.length);
    for (const { id, text: words, low, high } of questions) {
      expect(text).toContain(`<legend>${words}</legend>`);
      expect(text.match(new RegExp(`type="radio"[^>]* name="answer.${id}"`, "g"))).toHaveLength(5);
      expect(text).toContain(`of 5: ${low}`);
      expect(text).toContain(`of 5: ${high}`);
    }
    for (const button of ["Send", "No more surveys"]) expect(text).toContain(`type="submit">${button}</button>`);
  });

  it("takes the answers and the words, and leads to a page that can be reloaded", async () => {
    const { address, calls } = await visit(page);
    const answer = await send(address, {
      "answer.overall": "5",
      "answer.procedural": "2",
      comment: " Thanks,\r\nTom. ",
    });
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers.get("Location") ?? "", address).pathname).toBe(new URL(address).pathname);
    expect(calls).toMatchObject([{ what: "answer", answers: { overall: 5, procedural: 2 }, comment: "Thanks,\nTom." }]);
  });

  it("says thanks afterwards, also where more may be added", async () => {
    const { address } = await visit({ ...page, answers: { overall: 4 } });
    expect(await (await fetch(`${address}?thanks`)).text()).toContain("Thank you. Your answers are saved.");
  });

  it("shows what was answered before, such as in chat, and asks only for the rest", async () => {
    const { text, address, calls } = await visit({ ...page, answers: { overall: 4 }, comment: "It was late." });
    expect(text.match(/<fieldset disabled/g)).toHaveLength(1);
    expect(text).toMatch(/id="answer.overall.4"[^>]* checked/);
    expect(text).toContain("It was late.");
    expect(text).not.toContain("<textarea");
    await send(address, { "answer.distributive": "3" });
    expect(calls).toMatchObject([{ answers: { distributive: 3 }, comment: undefined }]);
  });

  it("sends a repeated answer under the same key, and another one or another page's under another", async () => {
    const { address, text, calls } = await visit(page);
    const fields = { page: pageIdIn(text), "answer.overall": "5" };
    const nextPage = { ...fields, page: pageIdIn(await (await fetch(address)).text()) };
    for (const sent of [
      fields,
      fields,
      { ...fields, "answer.overall": "4" },
      { ...fields, comment: "More." },
      nextPage,
    ])
      await send(address, sent);
    const [first, again, changed, added, later] = calls.map((call) => call.key);
    expect(again).toBe(first);
    expect(new Set([first, changed, added, later]).size).toBe(4);
  });

  it("never shares a key between two customers who send the same", async () => {
    const { portal, calls } = createPortal(page);
    const { url, links } = await startWeb({ portal });
    for (const caseId of ["C1", "C2"]) {
      const link = await links.customerLink({
        organization: organizationKey("T0ACME"),
        caseId,
        expiresAt: after(noon, duration(1000)),
      });
      await send(`${url}${new URL(link).pathname}`, { page: "p", "answer.overall": "5" });
    }
    expect(calls[0]?.key).not.toBe(calls[1]?.key);
  });

  it("takes words alone", async () => {
    const { address, calls } = await visit(page);
    expect((await send(address, { comment: "It was late." })).status).toBe(303);
    expect(calls).toMatchObject([{ answers: {}, comment: "It was late." }]);
  });

  it.each([
    ["nothing at all", {}, "Please choose at least one answer, or write a few words."],
    ["blanks", { comment: " \r\n " }, "Please choose at least one answer, or write a few words."],
    ["a number that isn't on the scale", { "answer.overall": "6" }, "Please choose a number from 1 to 5."],
    ["no number", { "answer.overall": "1e0" }, "Please choose a number from 1 to 5."],
    ["too many words", { comment: "a".repeat(3002) }, "Please shorten your words by 2 characters, to 3,000 at most."],
  ])("keeps the form open after %s, and says what to do", async (_what, fields, words) => {
    const { address, calls } = await visit(page);
    const answer = await send(address, fields);
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain('role="alert"');
    expect(text).toContain(words);
    expect(text).toContain('aria-describedby="');
    expect(calls).toEqual([]);
  });

  it("counts a line's end as one character, as browsers do", async () => {
    const { address } = await visit(page);
    expect((await send(address, { comment: `${"a\r\n".repeat(1499)}aa` })).status).toBe(303);
  });

  it("ignores fields it doesn't know, also those with the names of an object's own parts", async () => {
    const { address, calls } = await visit(page);
    await send(address, {
      "answer.overall": "5",
      "answer.admin": "5",
      __proto__x: "1",
      constructor: "5",
      "answer.__proto__": "5",
    });
    expect(calls).toMatchObject([{ answers: { overall: 5 } }]);
  });

  it("leads from the error to its field", async () => {
    const { address } = await visit(page);
    const text = await (await send(address, { "answer.procedural": "9" })).text();
    expect(text).toContain('href="#answer.procedural.1"');
    expect(text).toContain('id="answer.procedural.1"');
  });

  it("keeps what was typed when something is wrong with it", async () => {
    const { address } = await visit(page);
    const text = await (
      await send(address, { "answer.overall": "6", "answer.procedural": "2", comment: "It was <late>." })
    ).text();
    expect(text).toMatch(/id="answer.procedural.2"[^>]* checked/);
    expect(text).toContain("It was &lt;late>.</textarea>");
  });

  it("says why an answer was refused, and keeps what was typed", async () => {
    const { address } = await visit(page, () => ({ refused: "This survey is no longer open." }));
    const answer = await send(address, { "answer.overall": "5", comment: "It was late." });
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain("This survey is no longer open.");
    expect(text).toMatch(/id="answer.overall.5"[^>]* checked/);
    expect(text).toContain("It was late.</textarea>");
  });

  it("keeps what was typed when we fail, says so, and logs none of it", async () => {
    const { address, logged } = await visit(page, () => {
      throw new Error("the database went away");
    });
    const answer = await send(address, { "answer.overall": "1", comment: "I want my money back." });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain("Something went wrong on our side. Nothing was saved.");
    expect(text).toContain("I want my money back.</textarea>");
    expect(text).not.toContain("database");
    expect(logged.join("")).toMatch(/"case":12.*the database went away|the database went away.*"case":12/);
    expect(logged.join("")).not.toContain("money");
  });
});

describe("No more surveys", () => {
  it("is one press, and asks for no answers", async () => {
    const { address, text, calls } = await visit(page);
    const answer = await send(address, { page: pageIdIn(text), wish: "no-more-surveys" });
    expect(answer.status).toBe(303);
    expect(calls).toMatchObject([{ what: "stop" }]);
  });

  it("is harmless when it was pressed before", async () => {
    const { address } = await visit({ ...page, survey: "opted-out" }, () => ({
      refused: "You already asked for no more surveys.",
    }));
    const text = await (await send(address, { wish: "no-more-surveys" })).text();
    expect(text).toContain("You already asked for no more surveys.");
    expect(text).toContain("We won't send you surveys anymore.");
  });
});
