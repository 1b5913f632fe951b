import { createRequire } from "node:module";
import type * as AdaptiveCards from "adaptivecards";
import { z } from "zod";

/** What Microsoft's own library thinks of a card: its complaints, and what it doesn't know. */

// Its module build has no file endings that Node can follow; this one has no need of a browser.
const library: typeof AdaptiveCards = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");

const fieldsSchema = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof fieldsSchema>;

/** Every object in it that says what type it is. */
export const typedIn = (value: unknown): Fields[] => {
  if (Array.isArray(value)) return value.flatMap(typedIn);
  const fields = fieldsSchema.safeParse(value).data;
  if (!fields) return [];
  const inside = Object.entries(fields).flatMap(([key, inner]) => (key === "data" ? [] : typedIn(inner)));
  return typeof fields.type === "string" ? [fields, ...inside] : inside;
};

/** @returns what is wrong, in words; empty for a card that every client of 1.5 draws. */
export const complaints = (card: unknown): string[] => {
  const context = new library.SerializationContext(library.Versions.v1_5);
  const parsed = new library.AdaptiveCard();
  parsed.parse(card, context);
  // Teams reads its people picker in cards of every version.
  const peoplePicker = 'Property "choices.data" is supported in version 1.6, but you are using version 1.5.';
  const heard = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message).filter(
    (message) => message !== peoplePicker,
  );
  const known = (type: string): boolean =>
    type === "AdaptiveCard" ||
    type === "TextRun" ||
    type === "Data.Query" ||
    type === "mention" ||
    context.elementRegistry.findByName(type) !== undefined ||
    context.actionRegistry.findByName(type) !== undefined;
  const all = typedIn(card);
  const unknown = all.map(({ type }) => String(type)).filter((type) => !known(type));
  const bare = all
    .filter(({ type }) => type === "Action.Execute")
    .filter(({ verb, fallback }) => !verb || fieldsSchema.safeParse(fallback).data?.type !== "Action.Submit");
  const unnamed = all.filter(({ type, label }) => String(type).startsWith("Input.") && !label);
  const { version, fallbackText, speak } = fieldsSchema.parse(card);
  return [
    ...heard,
    ...unknown.map((type) => `unknown: ${type}`),
    ...bare.map(({ title }) => `Action.Execute without a verb or a fallback: ${title}`),
    ...unnamed.map(({ id }) => `an input without a label: ${id}`),
    ...(version === "1.5" ? [] : [`version ${version}`]),
    ...(fallbackText && speak ? [] : ["nothing for old clients or for ears"]),
  ];
};

const inksForAll = new Set([undefined, "default", "Default"]);
const inPixels = /^\d+px$|^\d+$/;
const mostActions = 6;

/** @returns what is hard to see, read or press: in the dark, on a phone, for a screen reader; empty where nothing is. */
export const hardships = (card: unknown): string[] => {
  const all = typedIn(card);
  const named = ({ type, id, title, text }: Fields): string => [type, id ?? title ?? text].join(" ");
  const flaws: readonly (readonly [string, (element: Fields) => boolean])[] = [
    ["doesn't wrap", ({ type, wrap }) => ["TextBlock", "Input.ChoiceSet"].includes(String(type)) && wrap !== true],
    // Of the inks only the default one can be read on every surface in every theme: see `themes.ts`.
    ["has an ink of its own", ({ color }) => !inksForAll.has(color as string | undefined)], // anything else has
    ["is as wide as it likes", ({ type, width }) => type !== "AdaptiveCard" && inPixels.test(String(width))],
    ["stands in columns", ({ type }) => type === "ColumnSet" || type === "FactSet" || type === "Table"],
    ["is an image without words", ({ type, altText }) => type === "Image" && !altText],
    ["has too many buttons", ({ actions }) => Array.isArray(actions) && actions.length > mostActions],
    [
      "is cut off and says no more",
      ({ type, title, tooltip }) => String(type).startsWith("Action.") && String(title).length > 30 && !tooltip,
    ],
  ];
  return all.flatMap((element) =>
    flaws.flatMap(([words, has]) => (has(element) ? [`${named(element)} ${words}`] : [])),
  );
};
