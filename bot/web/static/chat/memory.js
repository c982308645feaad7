// What the browser remembers: for this tab only, gone when it is closed. Where a browser keeps storage back (some do so in
// frames), it is remembered until the page is left.

const PREFIX = "loopbaanbot.";
const fallback = new Map();

function attempt(action, otherwise) {
  try {
    return action(window.sessionStorage);
  } catch {
    return otherwise();
  }
}

export const memory = {
  get(key) {
    const value = attempt((storage) => storage.getItem(PREFIX + key), () => fallback.get(key));
    return value == null ? null : JSON.parse(value);
  },
  set(key, value) {
    const text = JSON.stringify(value);
    attempt((storage) => storage.setItem(PREFIX + key, text), () => fallback.set(key, text));
  },
  remove(key) {
    attempt((storage) => storage.removeItem(PREFIX + key), () => fallback.delete(key));
  },
};
