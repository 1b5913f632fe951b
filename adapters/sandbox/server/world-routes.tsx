import type { Router } from "express";
import { z } from "zod";
import type { Instant } from "../../../src/core/time.ts";
import { fragment } from "../pages/page.tsx";
import { questionDialog } from "../pages/questions.tsx";
import { Happened } from "../pages/toasts.tsx";
import type { Live } from "../world/live.ts";
import { baseOf } from "../world/reader.ts";
import type { SkipAhead, stretches } from "../world/skip-ahead.ts";
import { toldTo } from "../world/upcoming.ts";
import type { World } from "../world/world.ts";
import { type ByPerson, frontDoor, someone } from "./asked.ts";
import type { Inbound } from "./inbound.ts";

/** What concerns the whole world, and so everyone in it: its guide, its clock, its end. */

export type WorldParts = {
  readonly world: World;
  readonly live: Live;
  readonly skipAhead: SkipAhead;
  readonly startOver: () => Promise<void>;
  readonly now: () => Instant;
};

const guideBody = z.object({ show: z.enum(["yes", "no"]) });
const skipBody = z.object({ to: z.literal(["next", "hour", "day"] satisfies (keyof typeof stretches)[]) });
const startOverBody = z.object({ confirmed: z.string().optional() });

export function mountWorldRoutes(pages: Router, inbound: Inbound, parts: WorldParts): void {
  const { world, live } = parts;

  pages.post("/guide", async (asked: ByPerson, response) => {
    const { show } = guideBody.parse(asked.body);
    await world.showGuide(show === "yes");
    inbound.show(response, "");
  });

  pages.post("/skip", async (asked: ByPerson, response) => {
    const me = someone(asked);
    const { to } = skipBody.parse(asked.body);
    const happened = toldTo(me, await parts.skipAhead(to));
    // Every window shows the clock.
    live.tell();
    inbound.show(response, fragment(<Happened happened={happened} stretch={to} now={parts.now()} />));
  });

  pages.post("/start-over", async (asked: ByPerson, response) => {
    const me = someone(asked);
    if (startOverBody.parse(asked.body).confirmed !== "yes") {
      const question =
        "Every message and case of this world is left behind, for everyone in it, and the clock goes back to the present. A fresh world begins.";
      const action = `${baseOf(me)}/start-over`;
      inbound.show(
        response,
        questionDialog({ title: "Start over?", question, label: "Start over", isDanger: true, action, values: {} }),
      );
      return;
    }
    await parts.startOver();
    response.set("HX-Redirect", frontDoor).status(204).end();
  });
}
