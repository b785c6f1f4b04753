// What is wider than the page is scrolled, which the keyboard can do only where it can stop.
function letKeyboardScroll() {
  for (const each of document.querySelectorAll("pre, .table-wrapper")) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

addEventListener("DOMContentLoaded", letKeyboardScroll);
addEventListener("resize", letKeyboardScroll);
