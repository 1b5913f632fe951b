import { all, type Element, first, hasClass, hasId, isTag, parseHtml, textOf } from "./html.ts";

/** One person's window on the sandbox, as their browser works it: pages got, buttons pressed, forms sent. No browser. */

export type Sent = { readonly path: string; readonly body: string; readonly status: number; readonly answer: string };

const pieces = isTag("h3", "h4", "p", "blockquote", "li", "dl", "pre");

/** Lines as they are read: the title, a line for each fact, the body. Nothing of the controls. */
export function linesOf(element: Element): readonly string[] {
  return element.children.flatMap((child) => {
    if (typeof child === "string") return [];
    if (hasClass("controls")(child) || hasClass("byline")(child) || hasClass("only-you")(child)) return [];
    if (child.tag === "dl")
      return all(child, isTag("div")).map((row) => {
        const [label, value] = [first(row, isTag("dt")), first(row, isTag("dd"))];
        return `${label ? textOf(label) : ""}: ${value ? textOf(value) : ""}`;
      });
    return pieces(child) ? [textOf(child)] : linesOf(child);
  });
}

export type PressableButton = { readonly label: string; readonly values: string; readonly isPrimary: boolean };

const pressable = (element: Element): PressableButton[] =>
  all(element, (each) => each.tag === "button" && (each.attributes["hx-post"]?.endsWith("/press") ?? false)).map(
    (button) => ({
      label: textOf(button),
      values: button.attributes["hx-vals"] ?? "{}",
      isPrimary: hasClass("primary")(button),
    }),
  );

export const buttonsIn = (element: Element): readonly PressableButton[] => {
  const inMenu = new Set(menuButtonsIn(element).map(({ values }) => values));
  return pressable(element).filter(({ values }) => !inMenu.has(values));
};
export const menuButtonsIn = (element: Element): readonly PressableButton[] =>
  all(element, hasClass("menu-items")).flatMap(pressable);

export const peopleIn = (element: Element): readonly string[] =>
  all(element, hasClass("mention")).flatMap((mention) => mention.attributes["data-person"]?.split(":").at(-1) ?? []);

export const createWindow = (url: () => string, person: string) => {
  const base = `/as/${person}`;

  async function get(path: string): Promise<Element> {
    const response = await fetch(`${url()}${base}${path}`, { redirect: "manual" });
    const html = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${html}`);
    return parseHtml(html);
  }

  async function post(path: string, body: string): Promise<Sent> {
    const response = await fetch(`${url()}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", Origin: url() },
      body,
    });
    return { path, body, status: response.status, answer: await response.text() };
  }

  /** A channel, and the thread beside it: one page. */
  async function panes(channel: string, thread?: string) {
    const page = await get(`/c/${channel}${thread === undefined ? "" : `?thread=${thread}`}`);
    const messagesIn = (id: string): readonly Element[] => {
      const pane = first(page, hasId(id));
      return pane ? all(pane, hasClass("message")) : [];
    };
    return { inChannel: messagesIn("messages"), inThread: thread === undefined ? [] : messagesIn("thread") };
  }

  return {
    person,
    get,
    resend: ({ path, body }: Sent) => post(path, body),
    post: (action: string, values: Readonly<Record<string, string>>) =>
      post(`${base}/${action}`, new URLSearchParams(values).toString()),
    messages: async (channel: string, thread?: string): Promise<readonly Element[]> => {
      const { inChannel, inThread } = await panes(channel, thread);
      return thread === undefined ? inChannel : inThread;
    },
    panes,
  };
};
export type Window = ReturnType<typeof createWindow>;

export const dialogIn = (answer: string): Element | undefined => first(parseHtml(answer), isTag("dialog"));
