// Planning sessions: only what the chosen way asks is shown. Without this module everything is, and works.

const form = document.querySelector("form[data-schedule]");

function show() {
  const mode = form.querySelector("input[name=mode]:checked")?.value;
  for (const part of form.querySelectorAll("[data-modes]")) {
    part.hidden = Boolean(mode) && !part.dataset.modes.split(" ").includes(mode);
  }
}

form.addEventListener("change", (event) => event.target.name === "mode" && show());
window.addEventListener("pageshow", show); // the back button brings the choice of before
show();
