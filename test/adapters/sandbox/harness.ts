import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayRead, memberOf } from "../../../adapters/sandbox/world/cast.ts";
import { defined } from "../../../src/core/defined.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { type OpenSandbox, openSandbox } from "../../support/sandbox.ts";
import {
  type Answer,
  type Harness,
  type OpenForm,
  organization,
  type Role,
  roles,
  type Said,
  type Seen,
} from "../contract.ts";
import { type Dialog, fill, hiddenIn, readDialog } from "./filled.ts";
import { type Element, first, hasClass, hasId, isTag, parseHtml } from "./html.ts";
import { buttonsIn, createWindow, linesOf, menuButtonsIn, peopleIn, type Sent } from "./window.ts";

/** The contract suite's people in the sandbox: requests as a browser sends them, pages as a browser gets them. */

const cast: Readonly<Record<Role, string>> = {
  staff: "sam",
  otherStaff: "noor",
  manager: "ann",
  otherManager: "ben",
  director: "dina",
  customer: "carla",
  // Can't see the team's cards, but can forge a press on them.
  stranger: "jonas",
};
const roleOf = (id: string): Role | undefined => roles.find((role) => cast[role] === id);

const protocolText = organization({
  managers: ["sandbox:ann", "sandbox:ben"],
  directors: ["sandbox:dina"],
  cases: { sandbox: "cases" },
});

const teamChannel = "front-desk";
const sharedChannel = "mendes-weber";
const start = Date.parse("2026-11-23T15:00:00Z");

type Where = { readonly channel?: string; readonly thread?: string };
type On = { readonly where: Where; readonly buttons: readonly { readonly label: string; readonly values: string }[] };
type At = { readonly channel: string; readonly id: string };

export async function openSandboxHarness(): Promise<Harness> {
  const database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), "amends-sandbox-"));
  let now = start;
  let requests = 0;
  const open = () => openSandbox({ databaseUrl: database.url, folder, protocolText, machine: () => now });
  let sandbox: OpenSandbox = await open();
  const windowOf = (who: Role) => createWindow(() => sandbox.url, cast[who]);
  const newRequest = () => {
    requests += 1;
    return `request-${requests}`;
  };
  const dialogs = new Map<Role, OpenForm>();
  let last: { readonly who: Role; readonly sent: Sent } | undefined;

  const seeIn = (element: Element, where: Where, more: Partial<Seen>): Seen => {
    const [buttons, menu] = [buttonsIn(element), menuButtonsIn(element)];
    return {
      ref: { where, buttons: [...buttons, ...menu] } satisfies On,
      text: linesOf(element).join("\n"),
      buttons: buttons.map(({ label }) => label),
      primary: buttons.filter(({ isPrimary }) => isPrimary).map(({ label }) => label),
      more: menu.map(({ label }) => label),
      mentions: [...new Set(peopleIn(element).flatMap((id) => roleOf(id) ?? []))],
      fromAmends: true,
      onlyYou: true,
      ...more,
    };
  };
  const seeMessage = (message: Element, where: Where): Seen => {
    const author = first(message, hasClass("byline"));
    return seeIn(message, where, {
      fromAmends: author !== undefined && first(author, isTag("strong"))?.children[0] === "Amends",
      onlyYou: hasClass("private")(message),
    });
  };
  const idOf = (message: Element): string => message.attributes["data-message"] ?? "";

  const panes = async (
    who: Role,
    { channel, thread }: Where,
  ): Promise<readonly { where: Where; message: Element }[]> => {
    if (channel === undefined) return [];
    const { inChannel, inThread } = await windowOf(who).panes(channel, thread);
    return [
      ...inChannel.map((message) => ({ where: { channel }, message })),
      ...inThread.map((message) => ({ where: { channel, ...defined({ thread }) }, message })),
    ];
  };

  /** What one person alone got from a request: words where they are looking, or a dialog. */
  async function answerTo(who: Role, where: Where, act: () => Promise<Sent>): Promise<Answer> {
    const known = new Set((await panes(who, where)).map(({ message }) => idOf(message)));
    const sent = await act();
    last = { who, sent };
    if (sent.status !== 200) throw new Error(`the browser got no good answer: ${sent.status} ${sent.answer}`);
    const told = (await panes(who, where))
      .filter(({ message }) => hasClass("private")(message) && !known.has(idOf(message)))
      .map((found) => seeMessage(found.message, found.where));
    const dialog = first(parseHtml(sent.answer), isTag("dialog"));
    dialogs.delete(who);
    if (!dialog) return { told };
    const read = readDialog(dialog, roleOf);
    if (!read) return { told: [...told, seeIn(dialog, {}, {})] };
    dialogs.set(who, read.form);
    return { told, form: read.form };
  }

  /** Where someone is who asks from there, or forges it. */
  const placeOf = (who: Role, where: Where): Where => {
    const member = memberOf(cast[who]);
    if (where.channel === undefined || (member && mayRead(member, where.channel))) return where;
    return { channel: sharedChannel };
  };
  const fields = ({ channel, thread }: Where): Record<string, string> => ({
    ...(channel === undefined ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
  });
  const at = (said: Said): At => said.ref as At; // made by `complain`

  return {
    complain: async (who, text) => {
      const channel = who === "customer" ? sharedChannel : teamChannel;
      const window = windowOf(who);
      await window.post("say", { channel, words: text, request: newRequest() });
      const message = (await window.messages(channel)).at(-1);
      if (!message) throw new Error("nothing was said");
      return { ref: { channel, id: idOf(message) } satisfies At };
    },
    flag: (who, message) => {
      const { channel, id } = at(message);
      const where = placeOf(who, { channel });
      const values = { ...fields(where), message: id, request: newRequest() };
      return answerTo(who, where, () => windowOf(who).post("flag", values));
    },
    openForm: async (who) => dialogs.get(who),
    submit: async (who, form, values) => {
      const dialog = form.ref as Dialog; // made by `readDialog`
      const sends = fill(dialog, values, (role) => cast[role]);
      const where: Where = {
        ...(sends.channel ? { channel: sends.channel } : {}),
        ...(sends.thread ? { thread: sends.thread } : {}),
      };
      const answer = await answerTo(who, where, () => windowOf(who).post("submit", sends));
      if (!answer.form) return { shown: "closed", told: answer.told };
      const { errors } = answer.form.ref as Dialog; // made by `readDialog`
      return Object.keys(errors).length > 0
        ? { shown: "errors", errors, form: answer.form }
        : { shown: "form", form: answer.form };
    },
    press: async (who, on, label) => {
      const { where, buttons } = on.ref as On; // made by `seeIn`
      const button = buttons.find((each) => each.label === label);
      if (!button) throw new Error(`no button ${label}, but: ${buttons.map((each) => each.label).join(", ")}`);
      const here = placeOf(who, where);
      const values = {
        ...fields(here),
        ...(JSON.parse(button.values) as Record<string, string>),
        request: newRequest(),
      };
      const window = windowOf(who);
      return answerTo(who, here, async () => {
        const sent = await window.post("press", values);
        const dialog = first(parseHtml(sent.answer), isTag("dialog"));
        const question =
          dialog &&
          first(dialog, (each) => each.attributes["hx-post"]?.endsWith("/press") === true && each.tag === "form");
        return question ? window.post("press", hiddenIn(question)) : sent;
      });
    },
    command: (who, words) => {
      const where = placeOf(who, { channel: teamChannel });
      const values = { ...fields(where), words: `/amends ${words}`, request: newRequest() };
      return answerTo(who, where, () => windowOf(who).post("say", values));
    },

    read: async (message, who) => {
      const { channel, id } = at(message);
      const member = memberOf(cast[who]);
      if (!member || !mayRead(member, channel)) return [];
      return (await windowOf(who).messages(channel, id)).map((each) => seeMessage(each, { channel, thread: id }));
    },
    directMessages: async (who) => {
      const channel = `dm-${cast[who]}`;
      const all = (await windowOf(who).messages(channel)).map((each) => seeMessage(each, { channel }));
      return all.filter(({ fromAmends, onlyYou }) => fromAmends && !onlyYou);
    },
    home: async (who) => {
      const page = first(await windowOf(who).get("/home"), hasId("messages"));
      if (!page) throw new Error("the page did not open");
      return seeIn(page, {}, {});
    },

    settle: () => sandbox.idle(),
    pass: async (millis) => {
      now += millis;
      await sandbox.tick();
      await sandbox.idle();
    },
    now: () => sandbox.clock.now(),
    retry: async () => {
      if (!last) throw new Error("nothing was sent yet");
      const { who, sent } = last;
      const again = await windowOf(who).resend(sent);
      return {
        first: { status: sent.status, body: sent.answer },
        again: { status: again.status, body: again.answer },
      };
    },
    restart: async () => {
      await sandbox.close();
      sandbox = await open();
    },
    size: async () => {
      const { cases, events } = await sandbox.store.verifyLog();
      return { cases, events };
    },
    close: async () => {
      const { findings } = await sandbox.store.verifyLog();
      await sandbox.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
      if (findings.length > 0) throw new Error(`the log doesn't add up: ${JSON.stringify(findings)}`);
    },
  };
}
