// The chat in a frame on another website, which may set a colour and a greeting: from listed websites only, as plain data.

import "./element.js";

const sites = [location.origin, ...document.querySelector("main").dataset.sites.split(" ")];

addEventListener("message", ({ data, origin, source }) => {
  if (source !== parent || !sites.includes(origin) || data?.type !== "loopbaanbot.look") return;
  if (typeof data.colour === "string") setColour(data.colour);
  if (typeof data.greeting === "string" && data.greeting.trim()) {
    document.querySelector("[data-part=greeting-text]").textContent = data.greeting.slice(0, 300);
  }
});

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open], :popover-open")) tellParent("loopbaanbot.close");
});

tellParent("loopbaanbot.ready");

function tellParent(type) {
  if (parent !== window) parent.postMessage({ type }, "*"); // says nothing that a stranger may not know
}

// The colour comes from outside, so that it is readable is made sure of here: letters light or dark, whichever stands out.
function setColour(colour) {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return;
  const root = document.documentElement.style;
  root.setProperty("--brand-fill", colour);
  root.setProperty("--on-brand-fill", luminance(colour) > 0.179 ? "#000000" : "#ffffff");
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
