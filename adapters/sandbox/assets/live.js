/*
 * How a window stays true: it hears of news and fetches it, says when it can't, and tells of a failed press where the person
 * is looking.
 */

const refresher = document.getElementById("refresh");
const lostLine = document.getElementById("connection");
const toast = document.getElementById("toast");
const refresh = () => htmx.trigger(document.body, "refresh");

// Everything behind an open dialog is out of reach, so what went wrong is told in it.
const place = () => document.querySelector("dialog[open] .problem") || toast;
const tell = (words) => {
  const told = document.createElement("p");
  told.className = "toast bad";
  told.dataset.lost = "";
  told.textContent = words;
  place().replaceChildren(told);
};

let isLost = false;
const lost = () => {
  isLost = true;
  lostLine.textContent = "No connection to the sandbox. This window goes on by itself once it is back.";
};
const found = () => {
  if (!isLost) return;
  isLost = false;
  lostLine.textContent = "";
  for (const told of document.querySelectorAll("[data-lost]")) {
    told.className = "toast";
    told.textContent = "The connection is back. Please press again.";
  }
};

// A browser opens few connections to one place: a window that nobody sees gives its own back, and catches up when seen.
let stream;
let later;
const listen = () => {
  clearTimeout(later);
  if (stream) return;
  stream = new EventSource(refresher.dataset.stream);
  stream.addEventListener("changed", refresh);
  stream.addEventListener("open", found);
  stream.addEventListener("error", () => {
    lost();
    if (!stream || stream.readyState !== EventSource.CLOSED) return;
    leave();
    later = setTimeout(listen, 2000);
  });
};
const leave = () => {
  clearTimeout(later);
  if (stream) stream.close();
  stream = undefined;
};
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) listen();
  else {
    clearTimeout(later);
    later = setTimeout(leave, 5000);
  }
});
addEventListener("pagehide", leave);
addEventListener("pageshow", listen);
listen();

// What could not be fetched is still missing when the connection is back.
let again;
document.addEventListener("htmx:sendError", ({ detail: { elt } }) => {
  lost();
  if (elt !== refresher)
    tell("That didn't get through: there is no connection to the sandbox. What you wrote is still here.");
  clearTimeout(again);
  again = setTimeout(refresh, 1000);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) found();
});
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt !== refresher) for (const told of document.querySelectorAll(".toast.bad, [data-lost]")) told.remove();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.isError) return;
  detail.target = place();
  detail.swapOverride = "innerHTML";
});
