import {
  acknowledge,
  apologize,
  close,
  flag,
  markDelivered,
  offerRemedy,
  recordRootCause,
  reopen,
  resolve,
  takeOwnership,
} from "./commands.ts";
import { usd } from "./people.ts";
import { type Story, strikes } from "./world.ts";

/** How far a case has come. Ben does everything, a minute apart from 10:00 on; Rosa is the customer. */

export const flagged: Story = [flag()];
export const owned: Story = [flagged, takeOwnership()];
export const acknowledged: Story = [owned, acknowledge()];
export const apologized: Story = [acknowledged, apologize()];
/** At 10:04. */
export const diagnosed: Story = [apologized, recordRootCause()];
/** Ben refunds $40 on his own authority at 10:05. */
export const remedied: Story = [diagnosed, offerRemedy()];
/** Ben asks at 10:05 for $200, which a manager decides. */
export const awaitingApproval: Story = [diagnosed, offerRemedy({ amount: usd(200) })];
/** Ben asks at 10:05 for $600, which needs two directors. */
export const awaitingTwo: Story = [diagnosed, offerRemedy({ amount: usd(600) })];
/** At 10:06. */
export const resolved: Story = [remedied, resolve()];
/** Two days later, at 10:06. */
export const surveyed: Story = [resolved, strikes("survey:send")];
/** Delivered at 10:07, closed at 10:08. */
export const closed: Story = [resolved, markDelivered(), close()];
/** A second round from 10:07 on. */
export const reopened: Story = [resolved, reopen()];
