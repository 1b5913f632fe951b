import { type AdaptiveCard, cardType } from "../drawing/elements.ts";
import type { Dialog } from "../drawing/forms.ts";

/** What Teams wants as the answer to each kind of invoke, exactly: anything else shows as "Something went wrong". */

export type InvokeAnswer = { readonly status: number; readonly body?: object };

/** To Action.Execute: words that fade, or a card in the place of the pressed one, for the one who pressed. */
export const said = (text: string): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: text },
});
export const shownInPlace = (card: AdaptiveCard): InvokeAnswer => ({
  status: 200,
  body: { statusCode: 200, type: cardType, value: card },
});

/** To a dialog that is asked for or submitted: it goes on with a card, or closes. */
export const goesOn = (value: Dialog): InvokeAnswer => ({ status: 200, body: { task: { type: "continue", value } } });
export const closes: InvokeAnswer = { status: 200 };

/** An invoke that isn't meant for us. */
export const unknownInvoke: InvokeAnswer = { status: 501 };
