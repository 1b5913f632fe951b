import { describe, expect, it } from "vitest";
import { staleMessages } from "../../../src/app/messages/stale-messages.ts";
import { lastWord, show } from "../../../src/app/messages/surfaces.ts";
import type { ShownMessage } from "../../../src/app/ports.ts";
import type { Case } from "../../../src/core/case.ts";
import { pressesOn } from "../../../src/views/presses.ts";
import {
  acknowledgedCase,
  ann,
  at,
  awaitingApproval,
  everyCase,
  openCase,
  ownedCase,
  protocol,
  readyCase,
  reopenedCase,
  resolvedCase,
  surveyedCase,
} from "../../support/cases.ts";
import { surface } from "../../support/surfaces.ts";

const rules = { protocol, now: at("11:30") };
const ref = { place: openCase().home, message: "1" };

/** The message as it was drawn of this case. */
const drawnOf = (kase: Case) => (word: string) => {
  const context = { ...rules, mentions: [] };
  const card = show(surface(word), kase, context) ?? lastWord(surface(word), kase, context);
  if (!card) throw new Error(`${word} shows nothing`);
  return { surface: word, ref, presses: pressesOn(card) };
};
const names = (kase: Case, messages: readonly ShownMessage[], now = rules.now) =>
  staleMessages(kase, messages, { ...rules, now }).map(({ surface }) => surface);

const late = `nudge:${at("11:00")}:acknowledge:breach`;
const asked = `nudge:${at("10:55")}:approve:R1:breach`;

describe("the messages to be brought in line", () => {
  it("are those whose buttons died with what they asked for", () => {
    expect(names(acknowledgedCase(), [drawnOf(ownedCase())(late)])).toEqual([late]);
    expect(names(readyCase(), [drawnOf(awaitingApproval())(asked)])).toEqual([asked]);
  });

  it("are none while every button still says what the case wants", () => {
    const messages = [late, "abuse", "note:0"].slice(0, 2).map(drawnOf(ownedCase()));
    expect(names(ownedCase({ version: 9 }), messages)).toEqual([]);
  });

  it("are those of an older release, whose buttons nobody noted, once", () => {
    expect(names(acknowledgedCase(), [{ surface: late, ref }])).toEqual([late]);
    expect(names(acknowledgedCase(), [{ surface: late, ref, presses: "" }])).toEqual([]);
  });

  it("are done with once they are drawn without buttons", () => {
    expect(names(acknowledgedCase(), [{ ...drawnOf(ownedCase())(late), presses: "" }])).toEqual([]);
  });

  it("get their buttons back where the step was undone", () => {
    expect(names(ownedCase(), [{ surface: late, ref, presses: "" }])).toEqual([late]);
  });

  it("never are those of an earlier clock, escalation or survey: a newer message asks", () => {
    const old = (surface: string) => ({ surface, ref, presses: "" });
    const escalations = ["One.", "Two."].map((reason) => ({ to: "manager", reason, by: ann, at: at("11:00") }));
    expect(names(reopenedCase(), [old(late)], at("11:00", 13))).toEqual([]);
    expect(names(ownedCase({ seniorRole: "manager", escalations }), [old("escalated:1")])).toEqual([]);
    expect(names(surveyedCase(), [old("survey:0"), old("survey-reminder:0")])).toEqual([]);
  });

  it("change with the next step, where that is what they ask for", () => {
    const assigned = `assigned:${at("10:02")}`;
    expect(names(acknowledgedCase(), [drawnOf(ownedCase())(assigned)])).toEqual([assigned]);
    expect(names(resolvedCase(), [drawnOf(readyCase())(assigned)])).toEqual([assigned]);
  });

  it("go where they are, in the order of that conversation", () => {
    expect(staleMessages(acknowledgedCase(), [drawnOf(ownedCase())(late)], rules)).toEqual([
      { caseId: "case-12", surface: late, lane: "slack:T1:C0CASES" },
    ]);
  });

  it("don't hold the case's own card, which every change touches", () => {
    expect(names(acknowledgedCase(), [drawnOf(ownedCase())("case")])).toEqual([]);
  });

  it("all have a last word: nothing keeps a button that it once had", () => {
    for (const kase of Object.values(everyCase)) {
      const live = [late, asked, `nudge:${at("09:00", 28)}:resolve:breach`, `assigned:${kase.owner?.since}`].map(
        (surface) => ({
          surface,
          ref,
          presses: "something",
        }),
      );
      expect(names(kase, live)).toEqual(live.map(({ surface }) => surface));
    }
  });
});
