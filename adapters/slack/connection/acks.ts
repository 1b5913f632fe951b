import type { App } from "@slack/bolt";
import { z } from "zod";

/** When Slack gets its answer: at the ack, which for an event comes only after its listener. */

export type Acks = {
  /** The same app, acking at the right time and leaving no request unanswered. */
  of(app: App): App;
  /** Resolves when what goes on after the acks so far is done. */
  settled(): Promise<void>;
};

type Received = Parameters<App["processEvent"]>[0];

/** Slack says that it drops events, because it sent more within a minute than it allows. Bolt knows no such request. */
const droppedSchema = z.object({ type: z.literal("app_rate_limited") });

/** Answered already: Bolt gave Slack an error when 3 seconds had passed. */
const isTooLate = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_HTTP_HEADERS_SENT";

/** @param dropped Slack says that it drops events. */
export const createAcks = (dropped: () => void = () => {}): Acks => {
  const underWay = new Set<Promise<void>>();

  /** Bolt acks an event before its listener; that is final, so here the ack waits: a failed event is sent again. */
  const event = async (app: App, received: Received): Promise<void> => {
    await app.processEvent({ ...received, ack: async () => {} });
    await received.ack();
  };

  /** @throws when it failed before its ack, or nothing acked it: Slack gets an error at once, not after 3 seconds. */
  const request = async (app: App, received: Received): Promise<void> => {
    let isAcked = false;
    let failed: unknown;
    let done = () => {};
    const showing = new Promise<void>((resolve) => {
      done = resolve;
    });
    const ack: Received["ack"] = async (response) => {
      underWay.add(showing);
      try {
        await received.ack(response);
      } catch (error) {
        failed = error;
        throw error;
      }
      isAcked = true;
    };
    try {
      await app.processEvent({ ...received, ack });
      // Too late for Slack, and shown all the same; there is nobody left to be answered.
      if (isTooLate(failed)) return;
      if (failed) throw failed;
      if (!isAcked) throw new Error("Slack sent a request that Amends has no listener for");
    } catch (error) {
      // After the ack there is nobody left to tell; the app's own error handler has logged it with a reference.
      if (!isAcked) throw error;
    } finally {
      underWay.delete(showing);
      done();
    }
  };

  return {
    of: (app) => {
      const processEvent: App["processEvent"] = async (received) => {
        if (droppedSchema.safeParse(received.body).success) {
          dropped();
          return received.ack();
        }
        return "event" in received.body ? event(app, received) : request(app, received);
      };
      return Object.create(app, { processEvent: { value: processEvent } });
    },
    settled: async () => {
      await Promise.all(underWay);
    },
  };
};
