// "Mijn overzicht" and the progress bar: what the server knows of the intake of this conversation, beside the chat on a wide
// screen, in a dialog on a narrow one.

import { chooseName, progress } from "./api.js";
import { memory } from "./memory.js";

const WIDE = matchMedia("(min-width: 60rem)");
const CODE = /\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}\b/; // as bot/intake/codes.py makes them; the server keeps no code that it could show
const KEPT_CODE = "code";

export class Overview {
  // `say(title, message)` says something on behalf of the person.
  constructor(host, parts, say) {
    this.host = host;
    this.parts = parts;
    this.framed = "framed" in host.dataset;
    this.data = null;
    this.opened = new Map(); // phases that the person opened or closed
    this.listen(say);
    this.place();
  }

  listen(say) {
    const { overview, sheet, openOverview, closeOverview, nameForm, erase, eraseDialog } = this.parts;
    WIDE.addEventListener("change", () => this.place());
    openOverview.addEventListener("click", () => {
      sheet.showModal();
      this.showNewest();
    });
    closeOverview.addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    overview.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-say]");
      if (!button) return;
      sheet.close();
      say(button.dataset.title ?? button.dataset.say, button.dataset.say);
    });
    nameForm.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keepName();
    });
    erase.addEventListener("click", () => {
      eraseDialog.returnValue = "";
      eraseDialog.showModal();
    });
    eraseDialog.addEventListener("close", () => {
      if (eraseDialog.returnValue !== "erase") return;
      sheet.close();
      say(eraseDialog.dataset.title, eraseDialog.dataset.say);
    });
  }

  async keepName() {
    const { chosenName, nameNews } = this.parts;
    const name = chosenName.value.trim();
    const kept = chooseName(name, this.framed).then(() => (name ? "kept" : "gone"));
    nameNews.textContent = nameNews.dataset[await kept.catch(() => "failed")];
  }

  // Put the overview where there is room for it.
  place() {
    const { overview, sheet, side } = this.parts;
    const wide = WIDE.matches && !this.framed;
    if (wide && sheet.open) sheet.close();
    (wide ? side : sheet).append(overview);
  }

  get hasRun() {
    return Boolean(this.data?.run);
  }

  // Ask the server and show it. `replies` are those that came just now: a code stands only there.
  async refresh(replies = []) {
    try {
      this.data = await progress(this.framed);
    } catch {
      return null; // what was shown stays; the conversation goes on without
    }
    this.keepCode(replies);
    this.show();
    return this.data;
  }

  forget() {
    this.data = { run: null };
    memory.remove(KEPT_CODE);
    this.opened.clear();
    this.show();
  }

  keepCode(replies) {
    const status = this.data.run?.status;
    const found = replies.map(({ text }) => CODE.exec(text)?.[0]).find(Boolean);
    const kept = memory.get(KEPT_CODE);
    if (found && status) memory.set(KEPT_CODE, { status, code: found });
    else if (kept && (kept.status !== status || (status === "closed" && !this.data.shares))) memory.remove(KEPT_CODE);
  }

  show() {
    const { run } = this.data;
    this.host.toggleAttribute("data-run", this.hasRun);
    this.parts.progress.hidden = !run;
    this.parts.overview.hidden = !run;
    if (!run) return;
    this.showBar(run);
    this.showPhases(run);
    this.showNext(run);
    if (WIDE.matches) this.showNewest();
  }

  showBar({ status, phases, percent, title }) {
    const { step, place, percentage, bar, news } = this.parts;
    const at = phases.findIndex((phase) => phase.state === "current");
    const going = at >= 0 && status !== "closed" && status !== "ended";
    step.textContent = going ? fill(step.dataset.text, { number: at + 1, total: phases.length }) : "";
    place.textContent = going ? phases[at].title : fill(place.dataset[status] ?? "", { title });
    percentage.textContent = `${percent} %`;
    step.hidden = percentage.hidden = bar.hidden = !going;
    const words = going ? `${step.textContent}: ${place.textContent}, ${percent} %` : "";
    bar.setAttribute("aria-valuenow", percent);
    bar.setAttribute("aria-valuetext", words);
    bar.replaceChildren(...phases.map((phase) => this.part(phase)));
    if (news.dataset.at !== String(at)) news.textContent = "at" in news.dataset ? words : ""; // a page that opens is not news
    news.dataset.at = at;
  }

  part({ state }) {
    const part = document.createElement("span");
    part.className = `part part-${state}`;
    return part;
  }

  showPhases({ title, phases }) {
    this.parts.runTitle.textContent = title;
    this.parts.phases.replaceChildren(...phases.map((phase) => this.phase(phase)));
  }

  phase({ id, title, state, answers }) {
    const item = this.host.template(answers.length ? "phase" : "empty-phase");
    item.classList.add(`phase-${state}`);
    if (state === "current") item.setAttribute("aria-current", "step");
    item.querySelector(".phase-title").textContent = title;
    item.querySelector(".phase-state").textContent = this.parts.phases.dataset[state];
    if (!answers.length) return item;
    const details = item.querySelector("details");
    details.open = this.opened.get(id) ?? state === "current";
    details.querySelector("summary").addEventListener("click", () => this.opened.set(id, !details.open));
    item.querySelector(".phase-count").textContent = answers.length;
    item.querySelector(".answers").append(...answers.map((answer) => this.answer(answer)));
    return item;
  }

  answer({ number, label, status, shown, changeable }) {
    const item = this.host.template("answer");
    item.querySelector(".answer-label").textContent = `${number}. ${label}`;
    item.querySelector(".answer-text").textContent = shown;
    item.classList.add(`answer-${status}`);
    const button = item.querySelector("button");
    button.dataset.say = fill(button.dataset.text, { number });
    button.querySelector(".visually-hidden").textContent = ` ${number}. ${label}`;
    if (!changeable) button.remove();
    return item;
  }

  // What can be done now: pause or go on, take along, share.
  showNext({ status }) {
    const { code } = memory.get(KEPT_CODE) ?? {};
    const { document: documented, calendar, shares } = this.data;
    const shown = { active: status === "active", paused: status === "paused", documented, calendar, shares: shares > 0, closed: status === "closed", code };
    for (const part of this.parts.overview.querySelectorAll("[data-if]")) {
      part.hidden = !part.dataset.if.split(" ").every((name) => shown[name]);
    }
    if (document.activeElement !== this.parts.chosenName) this.parts.chosenName.value = this.data.name;
    this.parts.overview.querySelectorAll(".code").forEach((place) => (place.textContent = code ?? ""));
  }

  // Bring the phase that is going on into view, within the overview only.
  showNewest() {
    const { phases, overviewScroll } = this.parts;
    const current = phases.querySelector("[aria-current]");
    const last = current?.querySelector(".answers > :last-child") ?? current;
    if (!last) return;
    const below = last.getBoundingClientRect().bottom - overviewScroll.getBoundingClientRect().bottom;
    const above = current.getBoundingClientRect().top - overviewScroll.getBoundingClientRect().top;
    if (below > 0) overviewScroll.scrollTop += below + 16;
    else if (above < 0) overviewScroll.scrollTop += above - 16;
  }
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
