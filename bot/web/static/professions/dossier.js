// Pages with folded parts: all of it shows on paper, and a link to a statement opens what it stands in.

const contents = document.querySelector("[data-part=contents]"); // only a profession page has one
const wide = matchMedia("(min-width: 60rem)");
let closed = [];

function showContents() {
  if (contents) contents.open = wide.matches;
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  target?.scrollIntoView();
}

addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const part of closed) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of closed) part.open = false;
});
addEventListener("hashchange", reveal);
wide.addEventListener("change", showContents);
showContents();
if (location.hash) reveal();
