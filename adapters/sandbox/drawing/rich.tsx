import { personKey, type platforms } from "../../../src/core/people.ts";
import type { Rich, Span } from "../../../src/views/elements.ts";
import { memberOf } from "../world/cast.ts";
import { nameOf, type Reader } from "../world/reader.ts";
import { Moment } from "./moments.tsx";

/** Structured text → HTML. Escaped by construction: every word is a text node. */

export const RichText = ({ rich, reader }: { rich: Rich; reader: Reader }) => (
  <>
    {rich.map((span, index) => (
      <SpanText key={index} span={span} reader={reader} />
    ))}
  </>
);

function SpanText({ span, reader }: { span: Span; reader: Reader }) {
  if (typeof span === "string") return <>{span}</>;
  if ("bold" in span) return <strong>{span.bold}</strong>;
  if ("at" in span) return <Moment at={span.at} as={span.as} now={reader.now} />;
  if ("group" in span) return <span class="mention">@{span.group.id}</span>;
  if ("link" in span) return <Link link={span.link} text={span.text} reader={reader} />;
  const { person } = span;
  const isMe = person.platform === "sandbox" && person.id === reader.me.id;
  const name = span.name ?? (person.platform === "sandbox" && memberOf(person.id) ? nameOf(person) : undefined);
  return (
    <span class={isMe ? "mention me" : "mention"} data-person={personKey(person)}>
      @{name ?? `someone on ${platformNames[person.platform]}`}
    </span>
  );
}

const platformNames: Readonly<Record<(typeof platforms)[number], string>> = {
  slack: "Slack",
  teams: "Teams",
  sandbox: "the sandbox",
};

/** A message of the sandbox itself is opened in the reader's own window. */
export const messageLink = (message: string): string => `/go/${message}`;

function Link({ link, text, reader }: { link: string; text: string; reader: Reader }) {
  if (link.startsWith(messageLink(""))) return <a href={`${reader.base}${link}`}>{text}</a>;
  if (!/^https?:\/\//i.test(link)) return <>{text}</>;
  return (
    <a href={link} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
