// Quick replies in the form of their question: a scale as a row, several choices to tick, a date picker. What they send is what
// the person could have typed. Their markup stands in templates/chat.html.

const LONG_WORD = /\S{10}/; // does not fit in a fifth of a phone

const SCALE = /^(\d) – (.+)$/; // a point of a scale, as quick replies name it

const FORMS = { scale: scaleRow, multi_choice: checkboxes, date: datePicker };

// The control for `question` and the quick replies that it leaves over. No control when these replies are not about that question.
export function controlFor(question, buttons, template, say) {
  const offered = new Set(buttons.map(({ payload }) => payload));
  const form = question && question.offered.every((text) => offered.has(text)) && FORMS[question.kind];
  if (!form) return { control: null, rest: buttons };
  const covered = new Set(question.choices.map(({ text }) => text));
  return { control: form(question, template, say), rest: buttons.filter(({ payload }) => !covered.has(payload)) };
}

// What a reply lists and the quick replies below it say again is left to who hears the page: read twice, it pushes the buttons
// off a phone. What follows a list of boxes to tick says how to type their numbers.
export function hideRepeated(bubble, question, buttons) {
  const parts = [...bubble.children];
  const from = parts.findLastIndex((part) => part.localName === "ol" || isScale(part, buttons));
  const isEnd = from === parts.length - 1 || question?.kind === "multi_choice";
  if (from < 1 || !isEnd || !isOffered(parts[from], buttons)) return;
  parts.slice(from).forEach((part) => part.classList.add("visually-hidden"));
  parts[from - 1].classList.add("last");
}

function isOffered(part, buttons) {
  const offered = new Set(buttons.map(({ title }) => title));
  return part.localName !== "ol" || [...part.children].every((item) => offered.has(item.textContent));
}

function isScale(part, buttons) {
  const points = buttons.map(({ title }) => SCALE.exec(title)).filter(Boolean);
  return points.length > 0 && part.textContent === points.map(([, figure, words]) => `${figure} = ${words}`).join(", ");
}

function scaleRow(question, template, say) {
  const row = template("scale");
  row.setAttribute("aria-label", question.label);
  row.classList.toggle("scale-wordy", question.choices.some(({ label }) => LONG_WORD.test(label)));
  for (const { number, label, text } of question.choices) {
    const button = template("point");
    const [figure, words] = button.children;
    figure.textContent = number;
    words.textContent = label;
    button.addEventListener("click", () => say(text, text));
    row.append(button);
  }
  return row;
}

function checkboxes(question, template, say) {
  const form = template("several");
  form.querySelector("legend").textContent = question.label;
  const boxes = question.choices.map((choice) => checkbox(form, template("tick"), choice));
  form.addEventListener("change", ({ target }) => {
    if (target.checked) boxes.filter((box) => box !== target && (only(box) || only(target))).forEach((box) => (box.checked = false));
    form.querySelector("[data-part=none]").hidden = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = boxes.filter((box) => box.checked);
    form.querySelector("[data-part=none]").hidden = chosen.length > 0;
    if (chosen.length) say(chosen.map((box) => box.labels[0].textContent.trim()).join(", "), chosen.map((box) => box.value).join(", "));
    else boxes[0].focus();
  });
  return form;
}

function checkbox(form, label, { number, label: words, only: alone }) {
  const box = label.querySelector("input");
  box.value = number;
  box.toggleAttribute("data-only", alone);
  label.append(words);
  form.querySelector("fieldset").append(label);
  return box;
}

function only(box) {
  return "only" in box.dataset;
}

function datePicker(question, template, say) {
  const form = template("date");
  const field = form.querySelector("input");
  field.min = question.first;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = new Date(`${field.value}T12:00`).toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric" });
    say(words, words);
  });
  return form;
}
