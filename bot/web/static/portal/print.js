// The print button shows only where a script can print.
const button = document.querySelector("[data-part=print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
