import { describe, expect, it } from "vitest";
import { send } from "../../../src/app/delivery/send.ts";
import { believedAfter } from "../../../src/app/standing-denials.ts";
import type { Case } from "../../../src/core/case.ts";
import { duration } from "../../../src/core/time.ts";
import { caseCard } from "../../../src/views/case/case-card.ts";
import { ann, at, ben, byEmailOnly, openCase, ownedCase, rosa } from "../../support/cases.ts";
import { viewContext } from "../../support/view-context.ts";
import { broken, createMemoryChat, type How, later, type MemoryChat, unreachable } from "../support/chat.ts";

const toHome = { to: "home" } as const;
const toRosa = { to: "customer", person: rosa } as const;
const cardOf = (kase: Case) => caseCard(kase, viewContext());

const sending =
  (kase: Case, to: Parameters<typeof send>[2], ref?: Parameters<typeof send>[4], lasted = believedAfter.detour) =>
  (memory: MemoryChat) =>
    send({ slack: memory.chat }, kase, to, cardOf(kase), ref, lasted);

/** Refuses these ways as unreachable. */
const barring = (...ways: readonly How[]) => {
  const memory = createMemoryChat();
  memory.refuses((how) => (ways.includes(how) ? unreachable : undefined));
  return memory;
};

it("takes no other way on a denial that may pass", async () => {
  const memory = barring("post", "direct");
  const justNow = duration(0);
  expect(await sending(ownedCase(), toHome, undefined, justNow)(memory)).toEqual(unreachable);
  expect(await sending(ownedCase(), toRosa, undefined, justNow)(memory)).toEqual(unreachable);
  expect(memory.attempts).toEqual(["post C0CASES/2.2", "direct U0ROSA"]);
});

describe("to the case's home", () => {
  it("is a message in its thread", async () => {
    const memory = createMemoryChat();
    expect(await sending(openCase(), toHome)(memory)).toMatchObject({ ok: true });
    expect(memory.attempts).toEqual(["post C0CASES/2.2"]);
  });

  it("goes under the case card where the card started the thread", async () => {
    const memory = createMemoryChat();
    const { thread: _none, ...channel } = openCase().home;
    const ref = { place: channel, message: "9.9" };
    await sending(openCase({ home: channel }), toHome, ref)(memory);
    expect(memory.attempts).toEqual(["post C0CASES/9.9"]);
  });

  it("stays in the thread of the complaint where the card is in it", async () => {
    const memory = createMemoryChat();
    const { home } = openCase();
    await sending(openCase(), toHome, { place: home, message: "9.9" })(memory);
    expect(memory.attempts).toEqual(["post C0CASES/2.2"]);
  });

  it("follows the card to a direct message, where it had to go there", async () => {
    const memory = createMemoryChat();
    const ref = { place: { platform: "slack" as const, workspace: "T1", channel: "D-U0BEN" }, message: "9.9" };
    await sending(openCase(), toHome, ref)(memory);
    expect(memory.attempts).toEqual(["post D-U0BEN/9.9"]);
  });

  it("falls to a direct message to the owner, or to who flagged it", async () => {
    const owned = barring("post");
    expect(await sending(ownedCase({ owner: { person: ann, since: at("10:02") } }), toHome)(owned)).toMatchObject({
      ok: true,
    });
    expect(owned.attempts).toEqual(["post C0CASES/2.2", "direct U0ANN"]);
    const unowned = barring("post");
    await sending(openCase({ openedBy: ben }), toHome)(unowned);
    expect(unowned.attempts).toEqual(["post C0CASES/2.2", "direct U0BEN"]);
  });

  it("is given up where nobody has the case", async () => {
    const { openedBy: _nobody, ...byApi } = openCase();
    expect(await sending(byApi, toHome)(barring("post"))).toEqual(unreachable);
  });

  it("waits, and tries no other way, when the platform asks for patience or refuses the message itself", async () => {
    for (const answer of [later(30_000), broken]) {
      const memory = createMemoryChat();
      memory.refuses(() => answer);
      expect(await sending(ownedCase(), toHome)(memory)).toEqual(answer);
      expect(memory.attempts).toHaveLength(1);
    }
  });

  it("is unreachable on a platform that isn't connected", async () => {
    const kase = openCase();
    expect(await send({}, kase, toHome, cardOf(kase), undefined, duration(0))).toMatchObject({
      ok: false,
      why: "unreachable",
    });
  });
});

describe("to a colleague", () => {
  it("is a direct message", async () => {
    const memory = createMemoryChat();
    expect(await sending(openCase(), { to: "staff", person: ann })(memory)).toMatchObject({ ok: true });
    expect(memory.attempts).toEqual(["direct U0ANN"]);
  });

  it("else a word where the case is", async () => {
    const memory = barring("direct");
    expect(await sending(openCase(), { to: "staff", person: ann })(memory)).toMatchObject({ ok: true });
    expect(memory.attempts[1]).toMatch(/^post /);
  });
});

describe("to the customer", () => {
  it("is a direct message", async () => {
    const memory = createMemoryChat();
    expect(await sending(openCase(), toRosa)(memory)).toMatchObject({ ok: true });
    expect(memory.attempts).toEqual(["direct U0ROSA"]);
  });

  it("else a word that only they see, where they complained", async () => {
    const memory = barring("direct");
    expect(await sending(openCase(), toRosa)(memory)).toMatchObject({ ok: true });
    expect(memory.attempts).toEqual(["direct U0ROSA", "whisper C0HELP/1.1→U0ROSA"]);
  });

  it("else unreachable, by the direct message's own reason", async () => {
    const memory = createMemoryChat();
    memory.refuses((how) => (how === "whisper" ? { ...unreachable, reason: "not in the channel" } : unreachable));
    expect(await sending(openCase(), toRosa)(memory)).toEqual(unreachable);
  });

  it("keeps trying the second rung while the platform only asks for patience there", async () => {
    const memory = createMemoryChat();
    memory.refuses((how) => (how === "whisper" ? later() : unreachable));
    expect(await sending(openCase(), toRosa)(memory)).toEqual(later());
  });

  it("is never whispered where the complaint was made elsewhere", async () => {
    const { origin: _none, ...byPhone } = openCase();
    const memory = barring("direct");
    expect(await sending(byPhone, toRosa)(memory)).toEqual(unreachable);
    expect(memory.attempts).toEqual(["direct U0ROSA"]);
  });

  it("is never said in the case's home, where the team talks", async () => {
    const memory = barring("direct", "whisper");
    await sending(openCase(), toRosa)(memory);
    expect(memory.said).toEqual([]);
  });

  it("is unreachable where only an email address is known", async () => {
    const memory = createMemoryChat();
    const kase = openCase({ customer: byEmailOnly });
    expect(await sending(kase, { to: "customer" })(memory)).toMatchObject({ ok: false, why: "unreachable" });
    expect(memory.attempts).toEqual([]);
  });
});
