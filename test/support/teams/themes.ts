/**
 * Teams' themes as Microsoft publishes them for previews of cards (microsoft/AdaptiveCards, samples/HostConfig), in rows. High
 * contrast isn't published: black, white and yellow, as the client shows it. Phones stack the buttons of a row.
 */

type Ink = { readonly text: string; readonly subtle: string };
type Inks = Readonly<Record<"default" | "dark" | "light" | "accent" | "good" | "warning" | "attention", Ink>>;
const ink = (text: string, subtle = text): Ink => ({ text, subtle });

const lightInks: Inks = {
  default: ink("#252424", "#bf252424"),
  dark: ink("#252424", "#bf252424"),
  light: ink("#ffffff", "#f3f2f1"),
  accent: ink("#6264a7", "#8b8cc7"),
  good: ink("#92c353", "#e592c353"),
  warning: ink("#f8d22a", "#e5f8d22a"),
  attention: ink("#c4314b", "#e5c4314b"),
};
const darkInks: Inks = {
  default: ink("#ffffff", "#bfffffff"),
  dark: ink("#201f1f", "#2d2c2c"),
  light: ink("#ffffff", "#bfffffff"),
  accent: ink("#a6a7dc", "#8b8cc7"),
  good: ink("#92c353", "#e592c353"),
  warning: ink("#f8d22a", "#e5f8d22a"),
  attention: ink("#d74654", "#e5d74654"),
};
const contrastInks: Inks = {
  ...darkInks,
  default: ink("#ffffff"),
  good: ink("#3ff23f"),
  warning: ink("#ffff01"),
  attention: ink("#ffff01"),
  accent: ink("#1aebff"),
};
/** On the light surfaces that mark a card's tone also in the dark. */
const onTint: Inks = { ...darkInks, default: ink("#201f1f", "#2d2c2c") };

type Surface = { readonly back: string; readonly inks: Inks };
type Theme = {
  readonly page: string;
  readonly card: string;
  readonly input: string;
  readonly button: string;
  readonly surfaces: Readonly<Record<"default" | "emphasis" | "accent" | "good" | "attention" | "warning", Surface>>;
};
const tints = { accent: "#C7DEF9", good: "#CCFFCC", attention: "#FFC5B2", warning: "#FFE2B2" } as const;
const tinted = (inks: Inks) => ({
  accent: { back: tints.accent, inks },
  good: { back: tints.good, inks },
  attention: { back: tints.attention, inks },
  warning: { back: tints.warning, inks },
});
const black = { back: "#000000", inks: contrastInks };

export const themes = {
  light: {
    page: "#f5f5f5",
    card: "#ffffff",
    input: "#f3f2f1",
    button: "#252424",
    surfaces: {
      default: { back: "#ffffff", inks: lightInks },
      emphasis: { back: "#f9f8f7", inks: lightInks },
      ...tinted(lightInks),
    },
  },
  dark: {
    page: "#201e1f",
    card: "#2d2c2c",
    input: "#201e1f",
    button: "#ffffff",
    surfaces: {
      default: { back: "#2d2c2c", inks: darkInks },
      emphasis: { back: "#292828", inks: darkInks },
      ...tinted(onTint),
    },
  },
  contrast: {
    page: "#000000",
    card: "#000000",
    input: "#000000",
    button: "#ffffff",
    surfaces: { default: black, emphasis: black, accent: black, good: black, attention: black, warning: black },
  },
} as const satisfies Readonly<Record<string, Theme>>;
export type ThemeName = keyof typeof themes;

const font = {
  fontFamily: "'Segoe UI', Arial, 'Liberation Sans', sans-serif",
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
};

/** What `new AdaptiveCards.HostConfig(…)` takes. */
export const hostConfig = (name: ThemeName, on: "phone" | "desktop") => ({
  supportsInteractivity: true,
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "#6e6e6e" },
  fontTypes: { default: font, monospace: { ...font, fontFamily: "'Courier New', monospace" } },
  containerStyles: Object.fromEntries(
    Object.entries(themes[name].surfaces).map(([style, { back, inks }]) => [
      style,
      {
        backgroundColor: back,
        foregroundColors: Object.fromEntries(
          Object.entries(inks).map(([color, { text, subtle }]) => [color, { default: text, subtle }]),
        ),
      },
    ]),
  ),
  actions: {
    maxActions: 6,
    spacing: "Default",
    buttonSpacing: 8,
    showCard: { actionMode: "Inline", inlineTopMargin: 16, style: "emphasis" },
    actionsOrientation: on === "phone" ? "Vertical" : "Horizontal",
    actionAlignment: on === "phone" ? "Stretch" : "Left",
  },
  adaptiveCard: { allowCustomStyle: false },
});
