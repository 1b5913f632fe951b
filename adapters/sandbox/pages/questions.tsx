import type { ComponentChildren } from "preact";
import { Dialog } from "../drawing/dialog.tsx";
import { fragment } from "./page.tsx";

/** A question before something counts: the same request once more, with the answer. */
type Parts = {
  readonly title: string;
  readonly question: ComponentChildren;
  readonly label: string;
  readonly isDanger?: boolean;
  readonly action: string;
  readonly values: Readonly<Record<string, string | undefined>>;
};

export const questionDialog = ({ title, question, label, isDanger = false, action, values }: Parts): string =>
  fragment(
    <Dialog title={title}>
      <form hx-post={action} hx-disabled-elt="find .confirm">
        {Object.entries({ ...values, confirmed: "yes" }).map(([name, value]) =>
          value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <div class="dialog-body">
          <p class="words">{question}</p>
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" data-closes-dialog>
            Cancel
          </button>
          <button type="submit" class={`button confirm ${isDanger ? "danger" : "primary"}`} autofocus>
            {label}
          </button>
        </div>
      </form>
    </Dialog>,
  );
