import { defined } from "../../../src/core/defined.ts";
import type { Card, FieldErrors, Form, Reply, Rich } from "../../../src/views/elements.ts";
import { Dialog } from "../drawing/dialog.tsx";
import { FormDialog, type Here } from "../drawing/forms.tsx";
import { CardView } from "../drawing/render.tsx";
import { RichText } from "../drawing/rich.tsx";
import { fragment } from "../pages/page.tsx";
import { bot } from "../world/cast.ts";
import type { Reader } from "../world/reader.ts";
import type { World } from "../world/world.ts";
import type { Message } from "../world/world-state.ts";

/**
 * A reply shown where the person is looking. What comes back is for the window's dialog; words and cards become a message
 * that only they see, where there is a conversation to say it in.
 */
export type Answering = {
  readonly reader: Reader;
  readonly here: Here;
  /** What the browser's request would carry again if it were sent again: its answer is then shown once. */
  readonly request: string;
};
export type Answer = (reply: Reply, answering: Answering) => Promise<string>;

const noDialog = "";

export function createAnswer(world: World): Answer {
  async function tell({ reader, here, request }: Answering, said: Pick<Message, "rich" | "cards">): Promise<boolean> {
    const { channel, thread } = here;
    if (channel === undefined) return false;
    await world.add({ channel, from: bot.id, onlyFor: reader.me.id, ...said, request, ...defined({ thread }) });
    return true;
  }

  const cards = async (shown: readonly Card[], answering: Answering): Promise<string> =>
    (await tell(answering, { cards: [...shown] }))
      ? noDialog
      : fragment(<CardsDialog cards={shown} reader={answering.reader} />);

  const notice = async (text: Rich, answering: Answering): Promise<string> =>
    (await tell(answering, { rich: text }))
      ? noDialog
      : fragment(<NoticeDialog text={text} reader={answering.reader} />);

  return async (reply, answering) => {
    const { reader, here, request } = answering;
    switch (reply.show) {
      case "form":
        return fragment(<FormDialog form={reply.form} here={here} request={`${request}.form`} reader={reader} />);
      case "errors":
        return notice([Object.values(reply.errors).join(" ")], answering);
      case "notice":
        return notice(reply.text, answering);
      case "card":
        return cards([reply.card], answering);
      case "cards":
        return cards(reply.cards, answering);
      case "nothing":
        return noDialog;
    }
  };
}

/** The same form again, with what was typed and what to correct. */
export const formAgain = (form: Form, errors: FieldErrors, { reader, here, request }: Answering): string =>
  fragment(<FormDialog form={form} here={here} request={request} reader={reader} errors={errors} />);

const CardsDialog = ({ cards, reader }: { cards: readonly Card[]; reader: Reader }) => (
  <Dialog title="Amends">
    <div class="dialog-body">
      {cards.map((card, index) => (
        <CardView key={card.fallback} card={card} reader={reader} scope={`dialog-${index}`} />
      ))}
    </div>
    <CloseFoot />
  </Dialog>
);

const NoticeDialog = ({ text, reader }: { text: Rich; reader: Reader }) => (
  <Dialog title="Amends">
    <div class="dialog-body">
      <p class="words">
        <RichText rich={text} reader={reader} />
      </p>
    </div>
    <CloseFoot />
  </Dialog>
);

const CloseFoot = () => (
  <div class="dialog-foot">
    <button type="button" class="button primary" data-closes-dialog>
      Close
    </button>
  </div>
);
