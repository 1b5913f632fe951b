import { Avatar } from "../drawing/avatar.tsx";
import { Icon } from "../drawing/icons.tsx";
import type { Guide } from "../world/guide.ts";
import { nameOf, type Reader } from "../world/reader.ts";

/** The guide as a strip above the conversation: where one is, what to do, and a way there. */
export function GuideView({ guide, reader, address }: { guide: Guide; reader: Reader; address: string }) {
  const { steps, at } = guide;
  const step = steps[at];
  const isThere = step !== undefined && address === step.where;
  const isSomeoneElse = step !== undefined && step.who !== reader.me.id;
  const first = step ? nameOf({ id: step.who }).split(" ")[0] : "";
  return (
    <section class={`guide step-${at + 1}`} aria-label="Guide">
      <ol class="dots" aria-label={`Step ${Math.min(at + 1, steps.length)} of ${steps.length}`}>
        {steps.map(({ title }, index) => (
          <li key={title} class={index < at ? "done" : index === at ? "now" : undefined}>
            <span class="unseen">
              {title}
              {index < at ? ", done" : ""}
            </span>
          </li>
        ))}
      </ol>
      <div class="guide-words">
        <h2>{step ? `${at + 1}. ${step.title}` : "That was a recovery"}</h2>
        <p>
          {step?.words ??
            "Everything you saw works the same in Slack and Teams. The inspector shows the log; “Start over” gives you a fresh world."}
        </p>
      </div>
      <div class="guide-actions">
        {step && !isThere ? (
          <a class="button primary" href={step.where} id="guide-go">
            {isSomeoneElse ? <Avatar id={step.who} /> : null}
            {isSomeoneElse ? `Continue as ${first}` : "Take me there"}
          </a>
        ) : null}
        <button
          type="button"
          class="icon-button"
          id="guide-away"
          aria-label="Put the guide away"
          hx-post={`${reader.base}/guide`}
          hx-vals={JSON.stringify({ show: "no" })}
        >
          <Icon name="close" />
        </button>
      </div>
    </section>
  );
}
