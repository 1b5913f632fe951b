import type { Request, Response } from "express";
import { z } from "zod";
import type { Caller, FlaggedMessage, Inbox } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import { type Form, type Press, pressSchema } from "../../../src/views/elements.ts";
import { withTyped } from "../../../src/views/forms/typed-again.ts";
import { formSchema, type Here, toInputs } from "../drawing/forms.tsx";
import { messageLink } from "../drawing/rich.tsx";
import { questionDialog } from "../pages/questions.tsx";
import { threadOf } from "../world/cases-in-view.ts";
import { isOutsider, type Member, mayRead, maySee, memberOf, refOf } from "../world/cast.ts";
import { NotAllowed } from "../world/not-allowed.ts";
import type { Reader } from "../world/reader.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";
import { type Answer, type Answering, formAgain } from "./replies.tsx";

/** What someone did in their window → what the application is asked. Answers are HTML for the window's dialog. */

export type InboundParts = {
  readonly inbox: Inbox;
  readonly world: World;
  readonly answer: Answer;
  readonly readerOf: (me: Member) => Reader;
};

const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text, context): z.output<T> => {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: "custom", message: "not what this page sends" });
      return z.NEVER;
    }
  });

const hereShape = { channel: z.string().max(64).optional(), thread: z.string().max(64).optional() };
const request = z.string().min(1).max(120);

const pressBody = z.object({
  ...hereShape,
  request,
  press: json(pressSchema),
  confirm: z.string().optional(),
  label: z.string().optional(),
  style: z.string().optional(),
  confirmed: z.literal("yes").optional(),
});
const submitBody = z.looseObject({ ...hereShape, request, form: json(formSchema) });
const flagBody = z.object({ ...hereShape, request, message: z.string() });

export function createInbound({ inbox, world, answer, readerOf }: InboundParts) {
  /**
   * A thread counts in its own channel, and for who can read it. Of one that was put away meanwhile only the channel is left.
   * @throws NotAllowed for any other.
   */
  function threadAt(me: Member, { channel, thread }: Here): string | undefined {
    if (thread === undefined || world.isGone(thread)) return undefined;
    const root = world.find(thread);
    if (!root || root.channel !== channel || !maySee(me, root)) throw new NotAllowed("no such thread there");
    return threadOf(root);
  }

  /** @throws NotAllowed for nobody, or for a place that this person can't be in. */
  function hear(
    asked: Request<{ person: string }>,
    here: Here & { readonly request: string },
  ): { caller: Caller; answering: Answering; me: Member } {
    const me = memberOf(asked.params.person);
    if (!me || (here.channel !== undefined && !mayRead(me, here.channel))) throw new NotAllowed("not there");
    const workspace = world.workspace();
    const { channel } = here;
    const thread = threadAt(me, here);
    const place =
      channel === undefined ? undefined : defined({ platform: "sandbox" as const, workspace, channel, thread });
    const caller: Caller = {
      organization: world.organization(),
      person: refOf(me, workspace),
      ...defined({ place, outsider: isOutsider(me) || undefined }),
    };
    return { caller, me, answering: { reader: readerOf(me), here: { channel, thread }, request: here.request } };
  }

  /** One press of one person on one card as it stood. */
  const keyOf = ({ id }: Member, what: string): string => `sandbox:${world.workspace()}:${id}:${what}`;

  const show = (response: Response, html: string): void => {
    // The window brings itself up to date at once, before the stream tells it.
    response.set({ "HX-Trigger": "refresh", "Cache-Control": "no-store" }).send(html);
  };

  return {
    async press(asked: Request<{ person: string }>, response: Response): Promise<void> {
      const body = pressBody.parse(asked.body);
      const { caller, me, answering } = hear(asked, body);
      if (body.confirm !== undefined && body.confirmed === undefined)
        return show(response, confirmation(body, body.press, body.confirm, answering.reader));
      const reply = await inbox.press(caller, body.press, keyOf(me, `press:${body.request}`));
      show(response, await answer(reply, answering));
    },

    async submit(asked: Request<{ person: string }>, response: Response): Promise<void> {
      const body = submitBody.parse(asked.body);
      const { caller, me, answering } = hear(asked, body);
      const form: Form = body.form;
      const inputs = toInputs(form, body, caller.person.workspace);
      const reply = await inbox.submit(
        caller,
        { id: form.id, about: form.about },
        inputs,
        keyOf(me, `form:${body.request}`),
      );
      show(
        response,
        reply.show === "errors"
          ? formAgain(withTyped(form, inputs), reply.errors, answering)
          : await answer(reply, answering),
      );
    },

    async flag(asked: Request<{ person: string }>, response: Response): Promise<void> {
      const body = flagBody.parse(asked.body);
      const { caller, me, answering } = hear(asked, body);
      const message = world.find(body.message);
      // Whoever can't read it is answered as if there were none.
      const flagged = message && maySee(me, message) ? flaggedMessage(message, caller.person.workspace) : undefined;
      show(response, await answer(await inbox.flagForm(caller, flagged), answering));
    },

    hear,
    keyOf,
    show,
  };
}

function flaggedMessage(message: Message, workspace: string): FlaggedMessage {
  const author = memberOf(message.from);
  const { channel } = message;
  return {
    place: { platform: "sandbox", workspace, channel, thread: threadOf(message), link: messageLink(message.id) },
    text: message.words ?? "",
    ...(author ? { author: refOf(author, workspace), authorName: author.name } : {}),
  };
}

export type Inbound = ReturnType<typeof createInbound>;

type Question = Pick<z.infer<typeof pressBody>, "request" | "channel" | "thread" | "label" | "style">;

const confirmation = (asked: Question, press: Press, question: string, reader: Reader): string =>
  questionDialog({
    title: asked.label ?? "Are you sure?",
    question,
    label: asked.label ?? "Yes",
    isDanger: asked.style === "danger",
    action: `${reader.base}/press`,
    values: {
      press: JSON.stringify(press),
      request: asked.request,
      channel: asked.channel,
      thread: asked.thread,
    },
  });
