import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnsurePersonError } from "../../../src/app/people/unsure-person.ts";
import type { Chat } from "../../../src/app/ports.ts";
import { type OrganizationKey, organizationKey } from "../../../src/core/organization.ts";
import { ben, identityOf } from "../../support/cases.ts";
import { type Office, openOffice, organization } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const minute = 60_000;
const hour = 60 * minute;
const who = () => office.identities.get(organization, ben);
const promoted = identityOf(ben, { groups: ["S0MANAGERS"] });

describe("who a person is", () => {
  it("is asked of the platform once, and remembered", async () => {
    office.chat.knows(promoted);
    expect(await who()).toEqual(promoted);
    expect(await who()).toEqual(promoted);
    expect(office.chat.asked).toBe(1);
    expect((await office.store.identity(ben, organization))?.fetchedAt).toBe(office.now());
  });

  it("is believed for ten minutes: a role taken away works after that at the latest", async () => {
    office.chat.knows(promoted);
    await who();
    office.chat.knows(identityOf(ben));
    office.passes(10 * minute - 1);
    expect((await who()).groups).toEqual(["S0MANAGERS"]);
    office.passes(1);
    expect((await who()).groups).toEqual([]);
  });

  it("is still believed for a day while the platform can't answer, and no longer", async () => {
    office.chat.knows(promoted);
    await who();
    office.chat.goesAway();
    office.passes(24 * hour - 1);
    expect(await who()).toEqual(promoted);
    office.passes(1);
    await expect(who()).rejects.toThrow("the platform is away");
  });

  describe("whom the platform denies", () => {
    const denying = (isDenied: () => boolean) => {
      const chat: Chat = {
        ...office.chat.chat,
        identify: async (person) => (isDenied() ? undefined : promoted.person.id === person.id ? promoted : undefined),
      };
      const { get } = office.openReplica({ chats: { slack: chat } }).identities;
      return () => get(organization, ben);
    };

    it("for two seconds keeps what they are, if that was said within the hour, and nothing is stored over it", async () => {
      let denied = false;
      const ask = denying(() => denied);
      await ask();
      office.passes(30 * minute);
      denied = true;
      expect(await ask()).toEqual(promoted);
      expect((await office.store.identity(ben, organization))?.identity.groups).toEqual(promoted.groups);
      office.passes(2_000);
      denied = false;
      expect(await ask()).toEqual(promoted);
      expect((await office.store.identity(ben, organization))?.fetchedAt).toBe(office.now());
    });

    it("is neither refused nor let in where nothing is known, until it has lasted for a minute", async () => {
      let denied = true;
      const ask = denying(() => denied);
      await expect(ask()).rejects.toThrow(UnsurePersonError);
      office.passes(minute);
      expect(await ask()).toMatchObject({ outsider: true, groups: [] });
      // Held no longer than until it is asked again.
      denied = false;
      expect(await ask()).toEqual(promoted);
    });

    it("for ten minutes at every asking has no power any more", async () => {
      let denied = false;
      const ask = denying(() => denied);
      await ask();
      office.passes(30 * minute);
      denied = true;
      for (let asked = 0; asked < 5; asked += 1) {
        expect(await ask()).toEqual(promoted);
        office.passes(2 * minute);
      }
      expect(await ask()).toMatchObject({ outsider: true, groups: [] });
      expect((await office.store.identity(ben, organization))?.identity.outsider).toBe(true);
    });
  });

  it("asked by a clock that was a day ahead isn't believed until that day has come", async () => {
    office.chat.knows(promoted);
    office.passes(24 * hour);
    await who();
    office.passes(-24 * hour);
    office.chat.knows(identityOf(ben));
    expect((await who()).groups).toEqual([]);
  });

  it("can't be told of a stranger while the platform is away", async () => {
    office.chat.goesAway();
    await expect(who()).rejects.toThrow("the platform is away");
  });

  it("can't be told on a platform that isn't connected", async () => {
    const onTeams = { platform: "teams", workspace: "tenant", id: "ben" } as const;
    await expect(office.identities.get(organization, onTeams)).rejects.toThrow("nobody can say who teams is");
    await expect(office.identities.refresh(organization, undefined, office.now())).rejects.toThrow("nobody can say");
  });

  it("is another for each organization: one's colleague is the other's outsider, also from memory", async () => {
    const [acme, globex] = [organizationKey("acme"), organizationKey("globex")];
    const asked: OrganizationKey[] = [];
    const chat: Chat = {
      ...office.chat.chat,
      identify: async (person, organization) => {
        asked.push(organization);
        return identityOf(person, { outsider: organization !== globex });
      },
    };
    const { store } = office;
    const { get } = office.openReplica({ chats: { slack: chat } }).identities;
    const remembered = (organization: OrganizationKey) =>
      store.transact({ organization, now: office.now(), person: ben }, (loaded) => ({
        result: loaded.person?.identity.outsider,
      }));

    expect(await get(globex, ben)).toMatchObject({ outsider: false });
    expect(await remembered(acme)).toBeUndefined();
    expect(await get(acme, ben)).toMatchObject({ outsider: true });
    expect(await remembered(acme)).toBe(true);
    expect(await remembered(globex)).toBeUndefined();
    expect(await get(globex, ben)).toMatchObject({ outsider: false });
    expect(asked).toEqual([globex, acme, globex]);
  });

  it("is asked again after a failure", async () => {
    office.chat.goesAway();
    await who().catch(() => {});
    office.chat.comesBack();
    expect(await who()).toEqual(identityOf(ben));
  });
});
