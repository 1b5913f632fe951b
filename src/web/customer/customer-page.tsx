import { createHash } from "node:crypto";
import express, { type RequestHandler, type Response, Router } from "express";
import type { Answered, CustomerPortal } from "../../app/requests/customer-portal.ts";
import { defined } from "../../core/defined.ts";
import type { CustomerLink, Links } from "../links.ts";
import { defectWords, type Message, messagePage, messages } from "../message-page.tsx";
import type { Pages } from "../page.tsx";
import { type CustomerView, customerPage } from "./customer-view.tsx";
import { readSurvey } from "./survey-submission.ts";

/**
 * `/s/:token`: the customer's own page. The link is the permission, so there is nothing to sign in to and nothing that
 * another site could make this browser do. Reading changes nothing: link previews may fetch it.
 */

export type CustomerRoutes = {
  readonly customerPortal: CustomerPortal;
  readonly links: Links;
  readonly pages: Pages;
  readonly newId: () => string;
  /** Logs a defect and returns the reference that the customer may quote. */
  readonly report: (
    error: unknown,
    about: { readonly method: string; readonly path: string; readonly case?: number },
  ) => string;
};

const privatePage: RequestHandler = (_request, response, next) => {
  response.set({
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  });
  next();
};

/** Far more than the longest comment in any script, far less than what could hurt. */
const readForm = express.urlencoded({ extended: false, limit: "64kb", parameterLimit: 40 });

/** The same content sent again from the same page is the same request, also after Back or an impatient second press. */
const requestKey = (about: CustomerLink, wish: string, pageId: unknown, content: unknown): string => {
  const hash = createHash("sha256")
    .update(JSON.stringify([{ workspace: about.organization, caseId: about.caseId }, wish, pageId, content]))
    .digest("base64url");
  return `web:${wish}:${hash}`;
};

export const customerRoutes = ({ customerPortal, links, pages, newId, report }: CustomerRoutes): Router => {
  const say = (response: Response, status: number, message: Message) =>
    response.status(status).send(messagePage(pages, message));

  /** The case that the link is for, or the answer is given and nothing is returned. */
  const find = async (token: string, response: Response) => {
    const about = await links.readCustomerToken(token);
    if (about === "expired") say(response, 410, messages.expiredLink);
    else if (about === "invalid") say(response, 404, messages.badLink);
    else {
      const page = await customerPortal.open(about.organization, about.caseId);
      if (page) return { about, page };
      say(response, 404, messages.badLink);
    }
    return undefined;
  };

  const show = (response: Response, status: number, view: Omit<CustomerView, "pageId">) =>
    response.status(status).send(customerPage(pages, { ...view, pageId: newId() }));

  const router = Router();
  router.use("/s", privatePage);

  router.get("/s/:token", async (request, response) => {
    const found = await find(request.params.token, response);
    if (found) show(response, 200, { page: found.page, thanked: request.query.thanks !== undefined });
  });

  router.post("/s/:token", readForm, async (request, response) => {
    const found = await find(request.params.token, response);
    if (!found) return;
    const { about, page } = found;
    const { organization, caseId } = about;
    const body: Record<string, unknown> = request.body ?? {};
    const stop = body.wish === "no-more-surveys";
    const { filled, wrongs, answers, comment } = readSurvey(body, page.answers);
    if (!stop && Object.keys(wrongs).length > 0) {
      show(response, 422, { page, filled, wrongs });
      return;
    }

    let answered: Answered;
    try {
      answered = stop
        ? await customerPortal.optOut(organization, caseId, requestKey(about, "stop", body.page, ""))
        : await customerPortal.answer(
            organization,
            caseId,
            answers,
            comment,
            requestKey(about, "answer", body.page, [answers, comment]),
          );
    } catch (error) {
      // The usual page for a defect would take away what the customer wrote.
      const reference = report(error, { method: "POST", path: "/s/:token", ...defined({ case: page.caseNumber }) });
      show(response, 500, { page, filled, problem: defectWords(error, reference) });
      return;
    }
    if (answered === "thanks") {
      // To a page that can be reloaded without sending anything again.
      response.redirect(303, stop ? "?stopped" : "?thanks");
      return;
    }
    // Why it was refused may have changed what there is to see, such as a survey that is over by now.
    const now = (await customerPortal.open(organization, caseId)) ?? page;
    show(response, 422, { page: now, filled, problem: answered.refused });
  });

  return router;
};
