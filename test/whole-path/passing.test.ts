import { describe, expect, it } from "vitest";
import { hours, minutes, useAcme } from "../support/acme.ts";
import { atAcme } from "./at-acme.ts";

describe("a no of Slack's that passes", () => {
  const acme = useAcme();
  const { complain, flag, press, card, posted, directly } = atAcme(acme);
  const opened = async () => {
    const complaint = complain("sue");
    await flag("sam", complaint, { Customer: "gus" });
    return complaint;
  };
  const cards = (complaint: Parameters<typeof posted>[0]) =>
    posted(complaint).filter(({ buttons }) => buttons.length > 0);

  it.each(["account_inactive", "team_access_not_granted", "user_not_found", "a_code_that_nobody_knows"])(
    "during a reinstall (%s) gives nothing up, records nobody as unreachable and posts no second card",
    async (error) => {
      const complaint = await opened();
      acme().world.failNext("chat.update", { error, times: 3 });
      acme().world.failNext("conversations.open", { error, times: 3 });
      await press("sam", card(complaint), "Acknowledge");
      await acme().pass(minutes(2));
      await acme().pass(minutes(2));
      expect((await acme().events()).map(({ type }) => type)).not.toContain("unreachable");
      expect((await acme().store.backlog(acme().now())).failed).toBe(0);
      expect(cards(complaint)).toHaveLength(1);
      expect(directly("gus")).toHaveLength(1);
    },
  );

  it("of a message that is really gone has its card posted anew once that has lasted", async () => {
    const complaint = await opened();
    acme().world.failNext("chat.update", { error: "message_not_found", times: 1_000 });
    await press("sam", card(complaint), "Take ownership");
    await acme().pass(minutes(5));
    expect(cards(complaint)).toHaveLength(1);
    await acme().pass(hours(1));
    expect(cards(complaint)).toHaveLength(2);
  });

  it("of who presses refuses nobody", async () => {
    const complaint = await opened();
    acme().world.failNext("users.info", {
      error: "user_not_found",
      when: ({ user }) => user === acme().world.user("ben").id,
    });
    await press("ben", card(complaint), "Take ownership");
    await press("ben", card(complaint), "Take ownership");
    expect((await acme().events()).map(({ type }) => type)).toContain("owned");
  });
});

describe("a yes of Slack's to what it didn't do", () => {
  const acme = useAcme();
  const { complain, flag, press, card, directly } = atAcme(acme);

  it("is a message to an account that was deactivated: the team hears that it wasn't seen", async () => {
    const complaint = complain("sue");
    await flag("sam", complaint, { Customer: "gus" });
    acme().world.changeUser("gus", { deleted: true });
    await press("sam", card(complaint), "Acknowledge");
    await acme().pass(minutes(11));
    expect(directly("gus")).toHaveLength(0);
    expect(await acme().events()).toContainEqual(
      expect.objectContaining({ type: "unreachable", reason: "account_deactivated" }),
    );
  });
});
