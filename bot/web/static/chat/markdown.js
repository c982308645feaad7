// The little Markdown that replies use (paragraphs, lists, bold, emphasis, links), turned into DOM nodes. Text stays text:
// there is no way from a reply to markup. A number after "bel" becomes a link, so that a thumb is enough to call for help.

const INLINE = /\*\*(.+?)\*\*|(?<![\w*])([_*])(?=\S)([^_*]+)(?<=\S)\2(?![\w*])|\[([^\]]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?])|(?<=\bbel (?:\d[\d -]+\d of )?)(\d[\d -]+\d)/gi;
const CODE = /^[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}$/;
const LIST = { ul: /^[-*•]\s+(.*)$/, ol: /^\d{1,3}[.)]\s+(.*)$/ };
const SAFE = ["http:", "https:", "mailto:", "tel:"];

export function render(text, decorateExternal) {
  const fragment = document.createDocumentFragment();
  for (const block of text.replace(/\r/g, "").split(/\n{2,}/)) {
    renderBlock(fragment, block.split("\n"), decorateExternal);
  }
  return fragment;
}

function renderBlock(parent, lines, decorate) {
  let open = null;
  for (const line of lines) {
    const { tag, content, start } = classify(line.trim());
    if (!content) continue;
    if (open?.localName !== tag) {
      open = parent.appendChild(document.createElement(tag));
      if (start > 1) open.start = start;
    } else if (tag === "p") {
      open.append(document.createElement("br"));
    }
    const target = tag === "p" ? open : open.appendChild(document.createElement("li"));
    renderInline(target, content, decorate);
  }
}

function classify(line) {
  for (const [tag, pattern] of Object.entries(LIST)) {
    const match = pattern.exec(line);
    if (match) return { tag, content: match[1], start: parseInt(line, 10) || 1 };
  }
  return { tag: "p", content: line, start: 1 };
}

function renderInline(parent, text, decorate) {
  let position = 0;
  for (const match of text.matchAll(INLINE)) {
    parent.append(text.slice(position, match.index));
    parent.append(element(match, decorate));
    position = match.index + match[0].length;
  }
  parent.append(text.slice(position));
}

function element([whole, bold, , emphasis, label, target, bare, phone], decorate) {
  if (bold || emphasis) {
    const stressed = document.createElement(bold ? "strong" : "em");
    stressed.classList.toggle("whole", CODE.test(bold));
    renderInline(stressed, bold ?? emphasis, decorate);
    return stressed;
  }
  if (phone) return link(phone, `tel:${phone.replace(/\D/g, "")}`, decorate);
  return link(label ?? bare, target ?? bare, decorate) ?? document.createTextNode(whole);
}

function link(label, target, decorate) {
  if (!URL.canParse(target, document.baseURI)) return null;
  const url = new URL(target, document.baseURI);
  if (!SAFE.includes(url.protocol)) return null;
  const anchor = document.createElement("a");
  anchor.href = url.href;
  anchor.textContent = label;
  if (url.protocol.startsWith("http") && url.origin !== location.origin) decorate(anchor);
  return anchor;
}
