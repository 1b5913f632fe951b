import { allWellFormed } from "../../../src/views/words/well-formed.ts";

/** The part of Adaptive Cards 1.5 that we draw. */

export type TextRun = {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly selectAction?: { readonly type: "Action.OpenUrl"; readonly url: string; readonly title: string };
};
export type RichTextBlock = {
  readonly type: "RichTextBlock";
  readonly spacing?: Spacing;
  readonly inlines: readonly TextRun[];
};
export type TextBlock = {
  readonly type: "TextBlock";
  readonly text: string;
  readonly wrap: true;
  readonly spacing?: Spacing;
  readonly size?: "Small" | "Medium" | "Large";
  readonly weight?: "Bolder";
  readonly style?: "heading";
  readonly isSubtle?: true;
};
type Spacing = "None" | "Small" | "Medium";
export type Container = {
  readonly type: "Container";
  readonly style?: "emphasis" | "good" | "attention" | "warning";
  readonly spacing?: Spacing;
  readonly separator?: true;
  readonly items: readonly Element[];
};
export type ActionSet = { readonly type: "ActionSet"; readonly actions: readonly Action[] };
export type Input = {
  readonly type: `Input.${string}`;
  readonly id: string;
  readonly label: string;
  readonly [key: string]: unknown;
};
export type Element = RichTextBlock | TextBlock | Container | ActionSet | Input;

type ActionFace = {
  readonly title: string;
  readonly style?: "positive" | "destructive";
  readonly tooltip?: string;
};
export type Submit = ActionFace & { readonly type: "Action.Submit"; readonly data: object };
export type Execute = ActionFace & {
  readonly type: "Action.Execute";
  readonly verb: string;
  readonly data: object;
  readonly fallback: Submit;
};
export type ShowCard = ActionFace & {
  readonly type: "Action.ShowCard";
  readonly card: {
    readonly type: "AdaptiveCard";
    readonly body: readonly Element[];
    readonly actions?: readonly Action[];
  };
};
export type Action = Submit | Execute | ShowCard;

export type Mention = {
  readonly type: "mention";
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
};
export type AdaptiveCard = {
  readonly type: "AdaptiveCard";
  readonly $schema: "http://adaptivecards.io/schemas/adaptive-card.json";
  readonly version: "1.5";
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
  readonly msteams: { readonly width: "Full"; readonly entities?: readonly Mention[] };
};

export const cardType = "application/vnd.microsoft.card.adaptive";
export type Attachment = { readonly contentType: typeof cardType; readonly content: AdaptiveCard };
export const attachment = (content: AdaptiveCard): Attachment => ({
  contentType: cardType,
  content: allWellFormed(content),
});
