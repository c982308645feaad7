// Search as you type: the page that the form would lead to is loaded beside this one, and its results are taken over.

const form = document.querySelector("[data-part=search]");
const field = form.elements.zoek;
const PAUSE = 180; // milliseconds after the last letter
const opener = form.querySelector("[data-part=open]");
let timer;
let request;

function address() {
  const wanted = [...new FormData(form)].filter(([, value]) => value.trim());
  return `${form.action}?${new URLSearchParams(wanted)}`.replace(/\?$/, "");
}

function load() {
  const wanted = address();
  request?.abort();
  request = new XMLHttpRequest(); // a response that is a document needs no parsing of text, which our policy forbids
  request.responseType = "document";
  request.addEventListener("load", () => request.response && takeOver(wanted, request.response));
  request.addEventListener("error", () => location.assign(wanted));
  request.open("GET", wanted);
  request.send();
}

function takeOver(wanted, page) {
  for (const part of ["results", "list"]) {
    const fresh = page.querySelector(`[data-part=${part}]`);
    document.querySelector(`[data-part=${part}]`).replaceChildren(...document.adoptNode(fresh).childNodes);
  }
  document.querySelector("[data-part=count]").textContent = page.querySelector("[data-part=count]").textContent;
  history.replaceState(null, "", wanted);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(load, PAUSE);
}

opener.addEventListener("click", () => opener.setAttribute("aria-expanded", opener.ariaExpanded !== "true"));
form.addEventListener("input", (event) => event.target === field && later());
form.addEventListener("change", (event) => event.target !== field && load());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  load();
});
