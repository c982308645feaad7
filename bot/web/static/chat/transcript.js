// The conversation as this tab remembers it: turns of {id, title, message, replies, question, failed}. A turn without replies
// is still on its way, or failed for the reason given. `question` is the form of the question that the replies end with.

import { memory } from "./memory.js";

const KEY = "transcript";
const LENGTH = 200; // turns

export class Transcript {
  constructor() {
    this.turns = memory.get(KEY) ?? [];
  }

  begin(title, message) {
    const turn = { id: newId(), title, message, replies: null, failed: null };
    this.turns = [...this.turns, turn].slice(-LENGTH);
    this.save();
    return turn;
  }

  answer(turn, replies, question) {
    turn.replies = replies;
    turn.question = question;
    turn.failed = null;
    this.save();
  }

  fail(turn, reason) {
    turn.failed = reason;
    this.save();
  }

  keepOnly(turn) {
    this.turns = [turn];
    this.save();
  }

  withdraw(turn) {
    this.turns = this.turns.filter((other) => other !== turn);
    this.save();
  }

  clear() {
    this.turns = [];
    memory.remove(KEY);
  }

  save() {
    memory.set(KEY, this.turns);
  }
}

// Not crypto.randomUUID: browsers have that on HTTPS and localhost only.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
