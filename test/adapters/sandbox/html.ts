/**
 * Reads the HTML that the sandbox writes: well formed, with quoted attributes and escaped text. Anything else throws, which
 * is as good as a check.
 */

export type Element = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
};

const empty = new Set(["meta", "link", "input", "br", "img", "hr"]);
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith("#")) {
      const hexadecimal = /^#x/i.test(name);
      return String.fromCodePoint(Number.parseInt(name.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10));
    }
    return named[name] ?? whole;
  });

const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/gi;
const attribute = /([\w:-]+)(?:="([^"]*)")?/g;

export function parseHtml(html: string): Element {
  type Open = { tag: string; attributes: Record<string, string>; children: (Element | string)[] };
  const root: Open = { tag: "", attributes: {}, children: [] };
  const open: Open[] = [root];
  const innermost = () => open.at(-1) ?? root;
  let read = 0;
  for (const match of html.matchAll(token)) {
    if (match.index !== read) throw new Error(`not well formed at: ${html.slice(read, read + 80)}`);
    read = match.index + match[0].length;
    const [, closing, opening, attributes = "", selfClosing, text] = match;
    if (text !== undefined) innermost().children.push(unescaped(text));
    else if (closing !== undefined) {
      if (open.pop()?.tag !== closing) throw new Error(`</${closing}> closes nothing`);
    } else if (opening !== undefined) {
      const element: Open = {
        tag: opening,
        attributes: Object.fromEntries(
          [...attributes.matchAll(attribute)].map(([, name = "", value = ""]) => [name, unescaped(value)]),
        ),
        children: [],
      };
      innermost().children.push(element);
      if (!selfClosing && !empty.has(opening)) open.push(element);
    }
  }
  if (read !== html.length || open.length !== 1)
    throw new Error(`not well formed: ${open.map(({ tag }) => tag).join()}`);
  return root;
}

function* elementsIn(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    yield child;
    yield* elementsIn(child);
  }
}

export const all = (element: Element, is: (each: Element) => boolean): readonly Element[] => {
  const found: Element[] = [];
  for (const each of elementsIn(element)) if (is(each)) found.push(each);
  return found;
};
export const first = (element: Element, is: (each: Element) => boolean): Element | undefined => {
  for (const each of elementsIn(element)) if (is(each)) return each;
  return undefined;
};

export const hasClass =
  (...names: readonly string[]) =>
  ({ attributes }: Element): boolean => {
    const classes = (attributes.class ?? "").split(" ");
    return names.every((name) => classes.includes(name));
  };
export const isTag =
  (...tags: readonly string[]) =>
  ({ tag }: Element): boolean =>
    tags.includes(tag);
export const hasId =
  (id: string) =>
  ({ attributes }: Element): boolean =>
    attributes.id === id;

/** The words as someone who looks at it reads them. */
export const textOf = (element: Element): string =>
  element.children
    .map((child) => (typeof child === "string" ? child : hasClass("unseen")(child) ? "" : textOf(child)))
    .join("");
