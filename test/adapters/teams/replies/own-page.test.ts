import { expect, it } from "vitest";
import { useTeamsAcme } from "../../../support/teams/acme.ts";
import { cast } from "../../../support/teams/cast.ts";
import { atAcmeOnTeams } from "../../../whole-path/at-acme-on-teams.ts";
import { organization } from "../../contract.ts";

/** A person's own page in their chat with the bot, in a whole Amends. */

const idOf = (key: string) => cast.users.find((user) => user.key === key)?.aadObjectId ?? "";
const acme = useTeamsAcme({
  protocol: organization({
    managers: [`teams:${idOf("ann")}`],
    directors: [`teams:${idOf("dina")}`],
    cases: { teams: "19:cases@thread.tacv2" },
  }),
});
const { complain, flag, press, fill, card, directly, textOf } = atAcmeOnTeams(acme);
const offer = { Remedy: "Refund", Amount: "120", Reason: "Two nights." };
const page = (who: string): string => {
  const [only, ...others] = directly(who, /All clear|Late|Awaiting|Mine|Unowned/);
  if (!only || others.length > 0) throw new Error(`${who} has ${others.length + (only ? 1 : 0)} pages`);
  return textOf(only);
};

it("shows what came to wait for its reader, without a word, and that it no longer does", async () => {
  const complaint = complain();
  await acme().client.install("ann");
  expect(page("ann")).toContain("All clear");
  await flag("sam", complaint);
  await press("sam", card(complaint), "Take ownership");
  await fill("sam", card(complaint), "Offer remedy", offer);
  expect(page("ann")).toMatch(/Awaiting my approval \(1\)[\s\S]*Refund \$120/);

  const [own] = directly("ann");
  if (!own) throw new Error("Ann has a page");
  await press("ann", own, "Approve");
  expect(page("ann")).toContain("All clear");
  expect(directly("ann")).toHaveLength(1);
});

it("shows its owner's presses in the thread, and comes with the answer to other words", async () => {
  const complaint = complain();
  await flag("sam", complaint);
  await acme().client.write("sam", "what now?");
  expect(page("sam")).toContain("Unowned (1)");
  expect(directly("sam", "Words to write to me here")).toHaveLength(1);
  await press("sam", card(complaint), "Take ownership");
  expect(page("sam")).toContain("Mine (1)");
});
