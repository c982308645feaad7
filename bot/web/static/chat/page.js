// The chat page: /?vraag=… puts a question in the input field.

import "./element.js";

const address = new URL(location.href);
const question = address.searchParams.get("vraag");

if (question) {
  address.searchParams.delete("vraag");
  history.replaceState(null, "", address);
  document.querySelector("loopbaan-chat").propose(question);
}
