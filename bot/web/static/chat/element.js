// <loopbaan-chat>: the conversation. Its markup and every Dutch word stand in templates/chat.html.

import { converse, download, Failure, forget } from "./api.js";
import { controlFor, hideRepeated } from "./controls.js";
import { render } from "./markdown.js";
import { Overview } from "./overview.js";
import { Transcript } from "./transcript.js";

const TYPING_DELAY = 300; // milliseconds: a quick answer needs no typing sign

export class LoopbaanChat extends HTMLElement {
  connectedCallback() {
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.framed = "framed" in this.dataset;
    this.waiting = false;
    this.transcript = new Transcript();
    this.overview = new Overview(this, this.parts, (title, message) => this.answer(title, message));
    this.listen();
    if (this.framed) this.parts.overview.querySelectorAll("a").forEach((anchor) => this.downloadHere(anchor));
    this.parts.form.hidden = false;
    this.restore();
  }

  // Put a question in the input field, for the person to send or change.
  propose(text) {
    this.parts.input.value = text.slice(0, this.limit);
    this.parts.input.focus();
  }

  get limit() {
    return Number(this.dataset.limit);
  }

  listen() {
    const { form, input, clear, dialog } = this.parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendInput();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.sendInput();
      }
    });
    clear.addEventListener("click", () => {
      dialog.returnValue = "";
      dialog.showModal();
    });
    dialog.addEventListener("close", () => dialog.returnValue === "clear" && this.clear());
  }

  sendInput() {
    const { input } = this.parts;
    const text = input.value.trim();
    if (!text || this.waiting) return;
    if ([...text].length > this.limit) {
      this.showNotice("too_long");
      return;
    }
    input.value = "";
    this.say(text, text);
  }

  // Say something on behalf of the person: `title` is shown, `message` is sent.
  async say(title, message) {
    if (this.waiting) return;
    const turn = this.transcript.begin(title, message);
    this.showChoices([]);
    const bubble = this.showOwn(turn);
    this.scrollTo(bubble);
    await this.deliver(turn, bubble);
  }

  async deliver(turn, bubble) {
    this.removeNotices();
    this.setWaiting(true);
    try {
      const replies = await converse(turn.id, turn.message, this.framed);
      const had = this.overview.hasRun;
      const now = await this.overview.refresh(replies);
      this.transcript.answer(turn, replies, now?.run?.question);
      if (had && now && !now.run) await this.dropErased(turn);
      bubble.classList.remove("message-unsent");
      this.setWaiting(false);
      this.showReplies(turn);
      this.showAnswers(turn);
      this.scrollTo(bubble);
    } catch (failure) {
      this.setWaiting(false);
      if (!(failure instanceof Failure)) throw failure;
      this.handleFailure(turn, bubble, failure.reason);
    }
  }

  handleFailure(turn, bubble, reason) {
    if (reason === "too_long") {
      this.transcript.withdraw(turn);
      bubble.remove();
      this.parts.input.value = turn.message;
      this.showNotice(reason);
      return;
    }
    this.transcript.fail(turn, reason);
    this.showFailed(turn, bubble);
  }

  showFailed(turn, bubble) {
    bubble.classList.add("message-unsent");
    const retry = this.showNotice(turn.failed, () => this.deliver(turn, bubble));
    if (document.activeElement === document.body) retry.focus({ preventScroll: true });
  }

  restore() {
    const { log } = this.parts;
    log.setAttribute("aria-live", "off"); // what was said before is not news
    let bubble = null;
    for (const turn of this.transcript.turns) {
      bubble = this.showOwn(turn);
      this.showReplies(turn);
    }
    const last = this.transcript.turns.at(-1);
    if (last) this.showAnswers(last);
    else this.showStarters();
    if (last) this.overview.refresh();
    if (bubble) this.scrollTo(bubble, "instant");
    requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
    if (last?.failed) this.showFailed(last, bubble);
    else if (last && !last.replies) this.deliver(last, bubble);
  }

  async clear() {
    await forget(this.framed).catch(() => {}); // unreachable or not: the person must be able to empty the screen
    this.transcript.clear();
    this.overview.forget();
    this.parts.log.replaceChildren(this.parts.greeting);
    this.parts.clear.hidden = true;
    this.showStarters();
    this.parts.input.focus();
  }

  // Everything of this person was erased: what was said before goes from this tab too, and the next message starts anew.
  async dropErased(turn) {
    this.transcript.keepOnly(turn);
    this.overview.forget();
    this.parts.log.replaceChildren(this.parts.log.lastElementChild);
    await forget(this.framed).catch(() => {});
  }

  showOwn(turn) {
    const message = this.template("own");
    message.querySelector(".bubble").textContent = turn.title;
    this.parts.clear.hidden = false;
    return this.parts.log.appendChild(message);
  }

  showReplies({ replies, question }) {
    for (const { text, buttons } of (replies ?? []).filter((reply) => reply.text)) {
      const message = this.template("bot");
      const bubble = message.querySelector(".bubble");
      bubble.append(render(text, (anchor) => this.openElsewhere(anchor)));
      hideRepeated(bubble, question, buttons ?? []);
      if (this.framed) message.querySelectorAll("a").forEach((anchor) => this.downloadHere(anchor));
      this.parts.log.append(message);
    }
  }

  // The quick replies of a turn, in the form of its question where that has one.
  showAnswers({ replies, question }) {
    const buttons = (replies ?? []).flatMap((reply) => reply.buttons ?? []);
    const say = (title, message) => this.answer(title, message);
    const { control, rest } = controlFor(question, buttons, (name) => this.template(name), say);
    const aside = new Set(question?.aside);
    const choices = rest.map(({ title, payload }) => this.choice(title, payload, aside.has(payload)));
    this.showChoices([...(control ? [control] : []), ...choices]);
  }

  showStarters() {
    const starters = [...this.querySelector("[data-template=starters]").content.cloneNode(true).children];
    this.showChoices(starters.map((starter) => this.choice(starter.textContent, starter.textContent)));
  }

  // `aside`: no answer to the open question, but a way around it.
  choice(title, payload, aside = false) {
    const button = this.template("choice");
    button.classList.toggle("choice-aside", aside);
    button.textContent = title;
    button.addEventListener("click", () => this.answer(title, payload));
    return button;
  }

  // Say what was pressed. The button goes away: the keyboard goes on in the input field, a finger must not call up the
  // screen keyboard.
  answer(title, message) {
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch ? this.parts.scroll : this.parts.input).focus({ preventScroll: true });
    this.say(title, message);
  }

  showChoices(buttons) {
    this.parts.choices.replaceChildren(...buttons);
    this.parts.choices.hidden = buttons.length === 0;
  }

  showNotice(reason, retry) {
    this.removeNotices();
    const notice = this.template("notice");
    const text = this.querySelector(`[data-reason="${CSS.escape(reason)}"]`) ?? this.querySelector("[data-reason=failed]");
    notice.querySelector("p").textContent = text.content.textContent;
    const button = notice.querySelector("button");
    if (retry) button.addEventListener("click", retry);
    else button.remove();
    this.parts.log.append(notice);
    notice.scrollIntoView({ block: "nearest" });
    return button;
  }

  removeNotices() {
    this.parts.log.querySelectorAll(".notice").forEach((notice) => notice.remove());
  }

  setWaiting(waiting) {
    this.waiting = waiting;
    this.parts.send.setAttribute("aria-disabled", String(waiting));
    clearTimeout(this.typingTimer);
    this.parts.typing.replaceChildren();
    if (!waiting) return;
    const sign = this.querySelector("[data-template=typing]").content;
    this.typingTimer = setTimeout(() => this.parts.typing.append(sign.cloneNode(true)), TYPING_DELAY);
  }

  downloadHere(anchor) {
    if (anchor.origin !== location.origin || !anchor.pathname.startsWith("/mijn/")) return;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      download(anchor.href).catch((failure) => {
        this.parts.sheet.close();
        this.showNotice(failure.reason ?? "failed");
      });
    });
  }

  openElsewhere(anchor) {
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    anchor.append(this.querySelector("[data-template=new-window]").content.cloneNode(true));
  }

  // A long answer is read from its start: the question goes to the top, not the answer's end to the bottom.
  scrollTo(message, behavior = "smooth") {
    const calm = document.documentElement.dataset.motion === "less";
    this.parts.scroll.scrollTo({ top: message.offsetTop - 12, behavior: calm ? "instant" : behavior });
  }

  template(name) {
    return this.querySelector(`[data-template=${name}]`).content.firstElementChild.cloneNode(true);
  }
}

customElements.define("loopbaan-chat", LoopbaanChat);
