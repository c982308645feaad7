// Places Loopbaanbot on this page: a button that opens the chat in a frame. The chat stays in that frame, on its own
// origin, so nothing on this page can read the conversation.
(() => {
  const text = {{ {"open": "Praat met Loopbaanbot", "close": "Sluit de chat", "frame": "Gesprek met Loopbaanbot"} | tojson }};
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const look = { type: "loopbaanbot.look", colour: script.dataset.kleur, greeting: script.dataset.groet };
  const colour = /^#[0-9a-f]{6}$/i.test(look.colour ?? "") ? look.colour : "#0f5257";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    button { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; min-height: 3rem; padding: 0.75rem 1.25rem;
      border: 2px solid #fff; border-radius: 2rem; background: ${colour}; color: ${ink(colour)}; cursor: pointer;
      font: 600 1rem/1.25 system-ui, sans-serif; box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 25%); }
    button:focus-visible { outline: 3px solid ${colour}; outline-offset: 3px; }
    iframe { position: fixed; right: 1rem; bottom: 5rem; z-index: 2147483000; border: 1px solid rgb(0 0 0 / 20%);
      border-radius: 1.25rem; width: min(26rem, calc(100vw - 2rem)); height: min(42rem, calc(100dvh - 6.5rem));
      background: #fff; box-shadow: 0 1rem 3rem rgb(0 0 0 / 25%); }
    iframe[hidden] { display: none; }
    @media (forced-colors: active) { button { border-color: ButtonText; } }
  `);

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  const frame = document.createElement("iframe");
  frame.title = text.frame;
  frame.hidden = true;
  root.append(button, frame);
  show(false);
  document.body.append(host);

  button.addEventListener("click", () => show(frame.hidden));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("message", ({ data, origin, source }) => {
    if (origin !== home || source !== frame.contentWindow) return;
    if (data?.type === "loopbaanbot.ready") frame.contentWindow.postMessage(look, home);
    if (data?.type === "loopbaanbot.close") close();
  });

  function show(open) {
    frame.hidden = !open;
    button.textContent = open ? text.close : text.open;
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    if (!frame.src) frame.src = `${home}/embed`; // nothing is loaded before somebody asks for it
    frame.focus();
  }

  function close() {
    if (frame.hidden) return;
    show(false);
    button.focus();
  }

  function ink(background) {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => parseInt(background.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
  }
})();
