// What is wider than the page is scrolled, which the keyboard can do only where it can stop.
function letKeyboardScroll() {
  for (const each of document.querySelectorAll("pre, .table-wrapper")) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

// What a reader wants of a block: of a shell's only the commands, without what they print.
function textToCopy(block) {
  const copy = block.querySelector("pre").cloneNode(true);
  if (block.matches(".highlight-console")) {
    for (const each of copy.querySelectorAll(".gp, .go")) each.remove();
  }
  return copy.textContent.replace(/\n{2,}/g, block.matches(".highlight-console") ? "\n" : "$&");
}

function addCopyButtons() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll("div[class*='highlight-']")) {
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(textToCopy(block));
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    block.append(button);
  }
}

addEventListener("DOMContentLoaded", () => {
  letKeyboardScroll();
  addCopyButtons();
});
addEventListener("resize", letKeyboardScroll);

// A search shows excerpts of what it found, for which it fetches the pages: no browser does so for
// files.
DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = location.protocol !== "file:";
