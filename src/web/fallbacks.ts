import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import type { Log } from "../log.ts";
import { defectWords, type Message, messagePage, messages } from "./message-page.tsx";
import type { Pages } from "./page.tsx";

/** What is answered when no route did: words for people, JSON for programs, and never anything internal. */

/** Logs a defect and returns the reference under which the log has it. */
export const createReport =
  (log: Log, newId: () => string) =>
  (error: unknown, about: { readonly method: string; readonly path: string; readonly case?: number }): string => {
    const reference = newId().slice(0, 8);
    log.error({ err: error, reference, ...about }, "a request failed");
    return reference;
  };

const say = (pages: Pages, request: Request, response: Response, status: number, message: Message) => {
  response.status(status).set("Cache-Control", "no-store");
  // A browser asks for HTML by name; a program that takes anything gets JSON.
  if (request.accepts(["json", "html"]) === "html") response.send(messagePage(pages, message));
  else response.json({ error: message.title, details: message.paragraphs.join(" ") });
};

export const answerNothingHere =
  (pages: Pages): RequestHandler =>
  (request, response) =>
    say(pages, request, response, 404, messages.notFound);

/** The caller's mistakes that express and its parsers throw, by the status they carry. */
const messageFor: Readonly<Record<number, Message>> = {
  400: messages.unreadable,
  404: messages.notFound,
  413: messages.tooLarge,
};

const statusOf = (error: unknown): number => {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
};

export const answerDefect =
  (pages: Pages, report: ReturnType<typeof createReport>): ErrorRequestHandler =>
  (error, request, response, next) => {
    // Half an answer is out: all that is left is to break it off, so that it isn't taken for a whole one.
    if (response.headersSent) {
      report(error, { method: request.method, path: request.path });
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status < 500) {
      say(pages, request, response, status, messageFor[status] ?? messages.unreadable);
      return;
    }
    const reference = report(error, { method: request.method, path: request.path });
    say(pages, request, response, 500, { title: "We're sorry", paragraphs: [defectWords(error, reference)] });
  };
