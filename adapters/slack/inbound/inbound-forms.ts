import type { App, ViewResponseAction } from "@slack/bolt";
import { failureWords } from "../../../src/app/failure-words.ts";
import { defined } from "../../../src/core/defined.ts";
import { plain, type Reply } from "../../../src/views/elements.ts";
import { formOf, pickedUsers, toInputs } from "../drawing/forms.ts";
import { type ViewSubmission, viewSubmissionSchema } from "../payloads.ts";
import { answer, type ReplyRoutes, tell } from "../replies/replies.ts";
import { directly, ephemeral, inModal, reachInstallation } from "../replies/reply-routes.ts";
import { afterSubmit, withDefect } from "../replies/submissions.ts";
import { words } from "../words.ts";
import type { Installation } from "./callers.ts";
import { placeOf } from "./callers.ts";
import { defect, type HandlerDeps, hear, heard, installationOf, refreshPage } from "./handlers.ts";
import { submissionKey } from "./request-keys.ts";

/** Submitted and closed windows. */

const submit = async (deps: HandlerDeps, payload: ViewSubmission, installation: Installation): Promise<Reply> => {
  const { view } = payload;
  const form = formOf(view);
  if (!form) return { show: "notice", text: words.unknownForm };
  const caller = hear(deps, payload, installation);
  const place = deps.inbox.openedAt(caller, form);
  const people = new Map(
    await Promise.all(
      pickedUsers(view.state.values).map(
        async (id) => [id, await deps.identities.picked(id, installation.team)] as const,
      ),
    ),
  );
  const pick = (id: string) => people.get(id) ?? { platform: "slack" as const, workspace: installation.team, id };
  return deps.inbox.submit(
    { ...caller, ...defined({ place }) },
    form,
    toInputs(view.state.values, pick),
    submissionKey(payload),
  );
};

/**
 * A submitted window has no response_url: words go to where it was opened, or by direct message. A flagged message may be
 * a thread without replies, which would hide them.
 */
const routesFor = (deps: HandlerDeps, payload: ViewSubmission, installation: Installation): ReplyRoutes => {
  const reach = reachInstallation(deps.clients, installation.team);
  const person = { platform: "slack" as const, workspace: installation.team, id: payload.user.id };
  const form = formOf(payload.view);
  // Only where we opened it for this person: what a view carries is what somebody sent.
  const place = form && deps.inbox.openedAt(hear(deps, payload, installation), form);
  const thread = form?.id === "flag" ? undefined : place?.thread;
  const here = place?.platform === "slack" ? placeOf(installation, place.channel, thread) : undefined;
  return { tell: [...(here ? [ephemeral(reach, here, person)] : []), directly(reach, person)] };
};

type Late = {
  readonly payload: ViewSubmission;
  readonly installation: Installation;
  readonly reply: Reply;
  /** What the window should have done. */
  readonly next: ViewResponseAction | undefined;
  readonly routes: ReplyRoutes;
};

/** The window says that something went wrong, and stays open with what was typed: it can't be told what to do next any more. */
const showLate = async (deps: HandlerDeps, { payload, installation, reply, next, routes }: Late): Promise<void> => {
  const { view, user } = payload;
  const person = { platform: "slack" as const, workspace: installation.team, id: user.id };
  const { open } = inModal(reachInstallation(deps.clients, installation.team), { view: view.id, person });
  if (next === undefined && reply.show !== "nothing") return; // said before, where it was opened
  if (reply.show === "nothing") await tell(routes, words.savedLate, deps);
  else await answer(reply, { ...routes, ...(open ? { open } : {}) }, deps);
};

export const listenForForms = (app: App, deps: HandlerDeps): void => {
  app.view({ type: "view_submission", callback_id: /.*/ }, async ({ body, context, ack }) => {
    const installation = installationOf(context);
    const payload = viewSubmissionSchema.parse(body);
    let reply: Reply;
    try {
      reply = await submit(deps, payload, installation);
    } catch (error) {
      const text = failureWords(error, defect(deps, error, "form"));
      if (!(await heard(deps, "form", () => ack(withDefect(payload.view, plain(text), deps)))))
        await tell(routesFor(deps, payload, installation), text, deps);
      return;
    }
    const routes = routesFor(deps, payload, installation);
    const next = await afterSubmit(reply, payload.view, routes, deps);
    if (!(await heard(deps, "form", () => ack(next))))
      await showLate(deps, { payload, installation, reply, next, routes });
    // Opened from nowhere in particular: from the person's own page, which shows what it was about.
    const form = formOf(payload.view);
    if (form && !form.about.place && reply.show !== "form" && reply.show !== "errors")
      await refreshPage(deps, hear(deps, payload, installation));
  });

  app.view({ type: "view_closed", callback_id: /.*/ }, async ({ ack }) => ack());
};
