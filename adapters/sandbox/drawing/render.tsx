import type { ComponentChildren } from "preact";
import type { Block, Button, Card, Step, Tone } from "../../../src/views/elements.ts";
import type { Reader } from "../world/reader.ts";
import { Icon } from "./icons.tsx";
import { RichText } from "./rich.tsx";

/** Neutral card → HTML. */

type CardParts = {
  readonly card: Card;
  readonly reader: Reader;
  /** Names this card on the page. */
  readonly scope: string;
};

export const CardView = ({ card, reader, scope }: CardParts) => (
  <section class={`card ${card.tone}`} aria-label={card.fallback}>
    <h3 class="card-title">
      <ToneSign tone={card.tone} />
      <RichText rich={card.title} reader={reader} />
    </h3>
    {card.facts.length > 0 ? (
      <dl class="facts">
        {card.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <RichText rich={value} reader={reader} />
            </dd>
          </div>
        ))}
      </dl>
    ) : null}
    <Blocks blocks={card.body} reader={reader} />
    <Controls card={card} reader={reader} scope={scope} />
  </section>
);

/** By sign and word, not by color alone; a calm card needs none. */
const tones: Readonly<Record<Tone, { readonly icon: "alert" | "check"; readonly words: string } | undefined>> = {
  calm: undefined,
  attention: { icon: "alert", words: "Needs attention:" },
  urgent: { icon: "alert", words: "Urgent:" },
  good: { icon: "check", words: "Good:" },
};

function ToneSign({ tone }: { tone: Tone }) {
  const shown = tones[tone];
  if (!shown) return null;
  return (
    <span class="tone">
      <Icon name={shown.icon} />
      <span class="unseen">{shown.words}</span>
    </span>
  );
}

export const Blocks = ({ blocks, reader }: { blocks: readonly Block[]; reader: Reader }) => (
  <>
    {blocks.map((block, index) => (
      <BlockView key={index} block={block} reader={reader} />
    ))}
  </>
);

function BlockView({ block, reader }: { block: Block; reader: Reader }) {
  if ("text" in block)
    return (
      <p class="words">
        <RichText rich={block.text} reader={reader} />
      </p>
    );
  if ("quote" in block) return <blockquote dir="auto">{block.quote}</blockquote>;
  if ("heading" in block) return <h4>{block.heading}</h4>;
  return (
    <ol class="steps">
      {block.checklist.map((step, index) => (
        <StepView key={index} step={step} reader={reader} />
      ))}
    </ol>
  );
}

const stepWords: Readonly<Record<Step["state"], string>> = { done: "Done: ", next: "Next: ", todo: "To do: " };

const StepView = ({ step, reader }: { step: Step; reader: Reader }) => (
  <li class={step.state}>
    <span class="unseen">{stepWords[step.state]}</span>
    <span>
      <RichText rich={step.text} reader={reader} />
    </span>
  </li>
);

function Controls({ card, reader, scope }: CardParts) {
  const { buttons, more } = card;
  if (buttons.length + more.length === 0) return null;
  const draw = (button: Button, index: number) => (
    <PressButton key={index} button={button} index={index} reader={reader} scope={scope} />
  );
  return (
    <div class="controls">
      {buttons.map(draw)}
      {more.length > 0 ? (
        <Menu id={`${scope}-more`} label="More">
          {more.map((button, index) => draw(button, buttons.length + index))}
        </Menu>
      ) : null}
    </div>
  );
}

export const Menu = ({ id, label, children }: { id: string; label: string; children: ComponentChildren }) => (
  <details class="menu" id={id}>
    <summary class="button" id={`${id}-open`}>
      {label}
      <Icon name="down" />
    </summary>
    <div class="menu-items">{children}</div>
  </details>
);

type ButtonParts = { button: Button; index: number; reader: Reader; scope: string };

function PressButton({ button, index, reader, scope }: ButtonParts) {
  const { label, press, style, spoken, confirm } = button;
  // A question that is to be asked first comes back with the press: it is only words for the same person's eyes.
  const question = confirm === undefined ? {} : { confirm, label, style };
  const values = { press: JSON.stringify(press), ...question };
  return (
    <button
      type="button"
      id={`${scope}-b${index}`}
      class={`button ${style ?? ""}`.trim()}
      hx-post={`${reader.base}/press`}
      hx-vals={JSON.stringify(values)}
      hx-disabled-elt="this"
      aria-label={spoken}
      aria-haspopup={confirm === undefined ? undefined : "dialog"}
    >
      {label}
    </button>
  );
}
