// How a person wants to see the pages: text size, colours, contrast, movement. Remembered in this browser only. Runs before
// anything is drawn; what was not chosen follows the device.
(() => {
  const KEY = "loopbaanbot.display";
  const root = document.documentElement;
  const device = { contrast: matchMedia("(prefers-contrast: more)"), motion: matchMedia("(prefers-reduced-motion: reduce)") };
  let chosen = read();

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // some browsers keep storage back in frames
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      // it holds until the page is left
    }
  }

  function wanted() {
    return {
      size: chosen.size ?? "usual",
      theme: chosen.theme ?? "device",
      contrast: chosen.contrast ?? (device.contrast.matches ? "more" : "usual"),
      motion: chosen.motion ?? (device.motion.matches ? "less" : "usual"),
    };
  }

  function apply() {
    Object.assign(root.dataset, wanted());
    for (const field of document.querySelectorAll("[data-part=display] input")) {
      field.checked = wanted()[field.name] === field.value;
    }
  }

  apply();
  for (const query of Object.values(device)) query.addEventListener("change", apply);
  addEventListener("storage", ({ key }) => {
    if (key !== KEY) return;
    chosen = read();
    apply();
  });
  addEventListener("DOMContentLoaded", () => {
    apply();
    document.querySelectorAll("[popovertarget=weergave]").forEach((button) => (button.hidden = false));
    document.querySelector("[data-part=display]")?.addEventListener("change", ({ target }) => {
      chosen[target.name] = target.type === "checkbox" && !target.checked ? "usual" : target.value;
      keep();
      apply();
    });
  });
})();
