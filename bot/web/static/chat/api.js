// The way to the server. The conversation is known by a cookie that scripts cannot read; in a frame on another website,
// where browsers keep cookies back, by a token in a header.

import { memory } from "./memory.js";

const HEADER = "X-Conversation";
const TOKEN = "token";
const PATIENCE = 30_000; // milliseconds; the server itself gives up earlier
const SHORT_PATIENCE = 3_000; // milliseconds; what is only shown beside the conversation must not hold it up

export class Failure extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export async function converse(id, message, framed) {
  const response = await request("POST", framed, { id, message });
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new Failure(content.error ?? "failed");
  return content.replies;
}

// How far the intake of this conversation is, and what was answered.
export async function progress(framed) {
  const response = await request("GET", framed, undefined, "/mijn/overzicht.json", SHORT_PATIENCE);
  if (!response.ok) throw new Failure("failed");
  return response.json();
}

// Let a coach call the person by this name; an empty one takes it back.
export async function chooseName(name, framed) {
  const response = await request("POST", framed, { name }, "/mijn/naam", SHORT_PATIENCE);
  if (!response.ok) throw new Failure("failed");
}

export async function forget(framed) {
  memory.remove(TOKEN);
  if (!framed) await request("DELETE", framed);
}

// Fetch a file of the person's own from where a link cannot: in a frame the browser sends no cookie along.
export async function download(address) {
  const headers = { [HEADER]: memory.get(TOKEN) ?? "new" };
  const response = await fetch(address, { headers, credentials: "omit" }).catch(() => null);
  if (!response?.ok) throw new Failure(response ? "failed" : "unreachable");
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(await response.blob());
  anchor.download = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))?.[1] ?? "";
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}

async function request(method, framed, content, path = "/api/chat", patience = PATIENCE) {
  const headers = { "Content-Type": "application/json" };
  if (framed) headers[HEADER] = memory.get(TOKEN) ?? "new";
  let response;
  try {
    const body = content && JSON.stringify(content);
    const credentials = framed ? "omit" : "same-origin";
    response = await fetch(path, { method, headers, body, credentials, signal: AbortSignal.timeout(patience) });
  } catch {
    throw new Failure(navigator.onLine ? "unreachable" : "offline");
  }
  if (framed && response.headers.has(HEADER)) memory.set(TOKEN, response.headers.get(HEADER));
  return response;
}
