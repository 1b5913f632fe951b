import type { ComponentChildren } from "preact";
import { Icon } from "./icons.tsx";

/** The window's one dialog; `assets/window.js` opens it as it arrives, and gives the focus back when it closes. */
export const Dialog = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <dialog aria-labelledby="dialog-title">
    <div class="dialog-head">
      <h2 id="dialog-title">{title}</h2>
      <button type="button" class="icon-button" data-closes-dialog aria-label="Close">
        <Icon name="close" />
      </button>
    </div>
    {children}
    <div class="problem" role="alert" />
  </dialog>
);
