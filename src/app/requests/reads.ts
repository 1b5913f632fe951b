import type { CaseId } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import { caseCard } from "../../views/case/case-card.ts";
import type { About, FormId, Reply } from "../../views/elements.ts";
import { caseNumberOf } from "../../views/forms/case-number.ts";
import { formFor } from "../../views/forms/index.ts";
import type { CustomerLink } from "../messages/draw.ts";
import type { Caller, FlaggedMessage } from "../ports.ts";
import { createHistories } from "./histories.ts";
import { createPermissions, type PermissionsParts } from "./permissions.ts";

export type ReadsParts = PermissionsParts & { readonly customerLink: CustomerLink };

/** What is shown to whoever asks for it: forms, a case, or why not. Nothing here changes anything. */
export function createReads(parts: ReadsParts) {
  const { store, identities, customerLink } = parts;
  const permissions = createPermissions(parts);
  const { context, refused, mayLook, mayOpen, view } = permissions;
  const histories = createHistories(store, view);

  async function openForm(caller: Caller, id: FormId, about: About): Promise<Reply> {
    const kase = about.case === undefined ? undefined : await store.findCase(caller.organization, { id: about.case });
    const barred = await mayOpen(caller, id, kase);
    if (barred) return barred;
    if (!kase) return refused(caller, { code: "no-such-case" });
    const form = formFor(id, { ...(await context(caller, kase)), ...defined({ of: about.of, place: caller.place }) });
    const other = id === "joinCustomers" ? caseNumberOf(about.of ?? "") : undefined;
    const shown = other && (await histories(kase, form, other));
    return { show: "form", form: shown || form };
  }

  async function showCase(caller: Caller, which: { id: CaseId } | { number: number }): Promise<Reply> {
    const barred = await mayLook(caller);
    if (barred) return barred;
    const kase = await store.findCase(caller.organization, which);
    if (!kase) return refused(caller, { code: "no-such-case" });
    const link = await customerLink(kase);
    return { show: "card", card: caseCard(kase, { ...(await context(caller, kase)), ...defined({ link }) }) };
  }

  async function flagForm(caller: Caller, message?: FlaggedMessage): Promise<Reply> {
    const barred = await mayOpen(caller, "flag");
    if (barred) return barred;
    const place = message?.place ?? caller.place;
    const about = defined({ place, message: message && (await byCustomer(caller, message)) });
    return { show: "form", form: formFor("flag", { ...(await context(caller)), ...about }) };
  }

  /**
   * A colleague who passes a complaint on is not its customer, nor is an app: only an outsider's message names its author as
   * such.
   */
  async function byCustomer(
    caller: Caller,
    { author, authorName, ...message }: FlaggedMessage,
  ): Promise<FlaggedMessage> {
    const known = author && (await identities.get(caller.organization, author).catch(() => undefined));
    return known?.outsider && !known.nobody ? { ...message, ...defined({ author, authorName }) } : message;
  }

  return { ...permissions, histories, openForm, showCase, flagForm };
}
