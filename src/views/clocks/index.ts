import type { ClockKind } from "../../core/timers.ts";
import { acknowledge } from "./acknowledge.ts";
import { approve } from "./approve.ts";
import type { ClockView } from "./clock-view.ts";
import { deliver } from "./deliver.ts";
import { promise } from "./promise.ts";
import { resolve } from "./resolve.ts";
import { update } from "./update.ts";

/** One file per clock; when it runs is its row in `core/nudges.ts`. */
export const clockViews: { readonly [K in ClockKind]: ClockView } = {
  acknowledge,
  resolve,
  update,
  approve,
  deliver,
  promise,
};
