import type { Case } from "../../core/case.ts";
import type { ViewContext } from "../../views/context.ts";
import type { Form, Inputs } from "../../views/elements.ts";
import { withHistories } from "../../views/forms/join-customers.ts";
import type { Store } from "../ports.ts";

/** The form to join customers, with what is known of both; undefined where one of them isn't known. */
export type Histories = (kase: Case, form: Form, other: number, inputs?: Inputs) => Promise<Form | undefined>;

export const createHistories =
  (store: Store, view: () => ViewContext): Histories =>
  async (kase, form, other, inputs = {}) => {
    const mine = await store.customerHistory(kase.workspace, kase.number);
    const theirs = await store.customerHistory(kase.workspace, other);
    return mine && theirs && withHistories(form, inputs, other, { mine, theirs }, view());
  };
