/*
 * The little that a window does by itself, where HTML and htmx aren't enough: its dialog opens modally and gives the focus
 * back, its menus close, open folds stay open when their surroundings are brought up to date, and news is spoken.
 */

const slot = document.getElementById("dialog");
const toast = document.getElementById("toast");
const dialog = () => slot.querySelector("dialog");
let openerId = "";

// One press is one request, however often it arrives. Forms bring a name of their own.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "post" && !detail.parameters.request) {
    detail.parameters.request = Date.now().toString(36) + Math.random().toString(36).slice(2);
  }
});

// What was pressed last outside the dialog gets the focus back. It may have been drawn anew since, so by its id.
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.id !== "refresh" && !slot.contains(elt)) openerId = elt.id;
});
const giveFocusBack = () => {
  const opener = document.getElementById(openerId);
  const fold = opener?.closest("details:not([open])");
  const target = (fold ? fold.querySelector("summary") : opener) || document.getElementById("main");
  openerId = "";
  target.focus({ preventScroll: true });
};
let wasOpen = false;
new MutationObserver(() => {
  const shown = dialog();
  if (shown && !shown.open) {
    closeMenus();
    shown.showModal();
    const first = shown.querySelector("[autofocus]");
    if (first) first.focus();
  }
  if (!shown && wasOpen) giveFocusBack();
  wasOpen = Boolean(shown);
}).observe(slot, { childList: true });
document.addEventListener(
  "close",
  (event) => {
    if (slot.contains(event.target)) slot.replaceChildren();
  },
  true,
);

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
};
document.addEventListener("click", ({ target }) => {
  if (!toast.contains(target)) closeMenus(target);
  if (target.closest("[data-closes-dialog]")) dialog()?.close();
  if (target.closest("[data-closes-toast]")) target.closest(".toast").remove();
  // What a fold in the inspector shows may begin below the edge.
  const fold = target.closest(".fold > summary")?.parentElement;
  if (fold) setTimeout(() => fold.scrollIntoView({ block: "nearest" }));
  const menu = target.closest(".menu-items:not(.panel)");
  if (menu && target.closest("button")) menu.closest("details").open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || dialog()) return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else toast.replaceChildren();
});

// Drawn the same, nothing is touched; else what was unfolded stays unfolded.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment } = detail;
  for (const fold of target.querySelectorAll("details[open][id]")) {
    const again = fragment.querySelector(`#${CSS.escape(fold.id)}`);
    if (again) again.setAttribute("open", "");
  }
  if (fragment.innerHTML === target.innerHTML) detail.shouldSwap = false;
});

// The last message of each conversation, spoken when it is new.
const news = document.getElementById("news");
const last = () => [...document.querySelectorAll(".messages")].map((list) => list.lastElementChild);
const keys = () =>
  last()
    .map((message) => message?.id)
    .join();
let spoken = keys();
document.addEventListener("htmx:afterSettle", () => {
  if (keys() === spoken) return;
  spoken = keys();
  const body = last().at(-1)?.querySelector(".message-body");
  const card = body?.querySelector(".card");
  const author = body?.querySelector(".byline strong")?.textContent ?? "";
  const words = card ? card.getAttribute("aria-label") : body?.querySelector(".words")?.textContent;
  news.textContent = words ? `${author}: ${words}` : "";
});
