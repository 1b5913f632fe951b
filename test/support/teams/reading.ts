import { z } from "zod";

/** A card as people read it, and its controls as they press them. */

const fields = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof fields>;
const listIn = (value: unknown): Fields[] => z.array(fields).safeParse(value).data ?? [];
const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** What is seen of a date function; the reader's zone is left out here. */
const withDates = (text: string): string =>
  text.replace(/\{\{(?:DATE|TIME)\(([^,)]+)(?:, ?\w+)?\)\}\}/g, (_, at: string) => at.replace("T", " "));

/** Markdown as it is drawn, back to the words. */
const drawn = (text: string): string =>
  withDates(text)
    .replace(/\\(.)|\*\*|<\/?at>|\]\([^)]*\)|\[/g, (_, literal: string | undefined) => literal ?? "")
    .replaceAll("\u200b", "");

const textOf = (element: Fields): string => {
  if (element.type === "TextBlock") return drawn(textIn(element.text));
  if (element.type === "RichTextBlock")
    return listIn(element.inlines)
      .map((run) => withDates(textIn(run.text)).replaceAll("\u200b", ""))
      .join("");
  return element.type === "Container" ? wordsIn(element.items) : "";
};

/** Lines; an element further off begins a paragraph. */
const wordsIn = (elements: unknown): string =>
  listIn(elements).reduce((text, element) => {
    const words = textOf(element);
    if (!words) return text;
    return text ? `${text}${element.spacing === "Medium" ? "\n\n" : "\n"}${words}` : words;
  }, "");

export type Control = { readonly label: string; readonly action: Fields; readonly primary: boolean };

const actionsIn = (elements: unknown): Fields[] =>
  listIn(elements).flatMap((element) => {
    if (element.type === "ActionSet") return listIn(element.actions);
    return element.type === "Container" ? actionsIn(element.items) : [];
  });

/** The press behind a control: of one that asks first, the one under its question. */
const control = (action: Fields): Control => {
  const inner = action.type === "Action.ShowCard" ? actionsIn(fields.parse(action.card).body)[0] : undefined;
  return { label: textIn(action.title), action: inner ?? action, primary: action.style === "positive" };
};

export const more = "More";
export const readCard = (card: unknown) => {
  const { body, actions, msteams } = fields.parse(card);
  const all = [...actionsIn(body), ...listIn(actions)];
  const menu = all.find(({ title }) => title === more);
  const entities = listIn(fields.safeParse(msteams).data?.entities);
  return {
    text: wordsIn(body),
    buttons: all.filter(({ title }) => title !== more).map(control),
    more: menu ? actionsIn(fields.parse(menu.card).body).map(control) : [],
    mentions: entities.map(({ mentioned }) => textIn(fields.parse(mentioned).id)),
    elements: listIn(body),
  };
};

/** The card of a message. */
export const cardOf = (activity: Readonly<Record<string, unknown>>): unknown =>
  listIn(activity.attachments)[0]?.content;
export const pressable = (card: unknown, label: string): Control => {
  const { buttons, more: rest } = readCard(card);
  const found = [...buttons, ...rest].find((each) => each.label === label);
  if (!found) throw new Error(`no ${label} among ${[...buttons, ...rest].map((each) => each.label).join(", ")}`);
  return found;
};

const answerSchema = z.object({
  task: z.object({
    type: z.literal("continue"),
    value: z.object({ title: z.string(), height: z.string(), width: z.string(), card: z.object({ content: fields }) }),
  }),
});
/** The dialog that an answer opens or keeps open. */
export const dialogIn = (body: unknown): { readonly title: string; readonly card: Fields } | undefined => {
  const { data } = answerSchema.safeParse(body);
  return data && { title: data.task.value.title, card: data.task.value.card.content };
};
export const saidIn = (body: unknown): string | undefined =>
  z.object({ type: z.literal("application/vnd.microsoft.activity.message"), value: z.string() }).safeParse(body).data
    ?.value;
