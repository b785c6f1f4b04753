"use strict";
// Selecting, searching and stepping through an execution. Without it, the page shows all there is.
(() => {
  const SMALLEST = 0.05;
  const LARGEST = 4;
  const READABLE = 0.75; // the scale at which the text of a picture is read without effort
  const every = (selector, from = document) => [...from.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const fragment = (link) => link.getAttribute("href").slice(1);

  document.documentElement.classList.add("js");

  // A picture that can be moved and zoomed: the part around (x, y), at a scale.
  class Picture {
    constructor(element) {
      this.element = element;
      this.svg = element.querySelector("svg");
      this.links = every("a[href]", this.svg);
      const { width, height } = this.svg.viewBox.baseVal;
      Object.assign(this, { width, height, x: width / 2, y: height / 2, scale: 0 });
      this.links.forEach((link, at) => {
        link.tabIndex = at ? -1 : 0;
      });
      this.listen();
      new ResizeObserver(() => this.show()).observe(element);
    }

    room() {
      return { width: this.element.clientWidth, height: this.element.clientHeight };
    }

    show() {
      const room = this.room();
      if (!room.width || !room.height) return;
      if (!this.scale) this.begin(room);
      const width = room.width / this.scale;
      const height = room.height / this.scale;
      const box = [this.x - width / 2, this.y - height / 2, width, height];
      this.svg.setAttribute("viewBox", box.map((each) => each.toFixed(1)).join(" "));
    }

    fitting(room) {
      return Math.min(room.width / this.width, room.height / this.height, 1.2);
    }

    // A large picture begins where the machine does, at a scale that can be read.
    begin(room) {
      this.scale = this.fitting(room);
      if (this.scale >= READABLE / 1.5) return;
      this.scale = READABLE;
      const start = this.svg.querySelector(".terminal");
      const box = start ? start.getBBox() : { x: this.width / 2, y: 0, width: 0, height: 0 };
      this.x = box.x + box.width / 2;
      this.y = box.y + room.height / this.scale / 2 - 16;
    }

    fit() {
      Object.assign(this, { x: this.width / 2, y: this.height / 2 });
      this.scale = this.fitting(this.room());
      this.show();
    }

    // What is at (px, py) of the element stays there.
    zoom(factor, px = this.element.clientWidth / 2, py = this.element.clientHeight / 2) {
      const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
      const room = this.room();
      const change = 1 / this.scale - 1 / scale;
      this.x += (px - room.width / 2) * change;
      this.y += (py - room.height / 2) * change;
      this.scale = scale;
      this.show();
    }

    move(dx, dy) {
      this.x = Math.min(this.width, Math.max(0, this.x - dx / this.scale));
      this.y = Math.min(this.height, Math.max(0, this.y - dy / this.scale));
      this.show();
    }

    // Bring a state into sight, unless it is.
    reveal(link) {
      this.show();
      const state = link.getBoundingClientRect();
      const around = this.element.getBoundingClientRect();
      const isSeen = state.left >= around.left && state.right <= around.right
        && state.top >= around.top && state.bottom <= around.bottom;
      if (isSeen && this.scale >= READABLE / 2) return;
      const box = link.getBBox();
      this.scale = Math.max(this.scale, READABLE);
      this.x = box.x + box.width / 2;
      // Of a box that is larger than the picture, its name is at the top.
      this.y = box.y + Math.min(box.height / 2, this.room().height / this.scale / 2 - 16);
      this.show();
    }

    // Of all states one is reached by Tab, and the others from it by the arrow keys.
    focus(link) {
      for (const each of this.links) each.tabIndex = each === link ? 0 : -1;
      link.focus({ preventScroll: true });
      this.reveal(link);
    }

    listen() {
      const element = this.element;
      let from = null;
      let hasMoved = false;
      element.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        from = { x: event.clientX, y: event.clientY };
        hasMoved = false;
      });
      element.addEventListener("pointermove", (event) => {
        if (!from) return;
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
        if (!hasMoved && Math.hypot(dx, dy) < 4) return;
        if (!hasMoved) element.setPointerCapture(event.pointerId);
        hasMoved = true;
        element.classList.add("moving");
        from = { x: event.clientX, y: event.clientY };
        this.move(dx, dy);
      });
      for (const end of ["pointerup", "pointercancel"]) {
        element.addEventListener(end, () => {
          from = null;
          element.classList.remove("moving");
        });
      }
      element.addEventListener("click", (event) => {
        if (hasMoved) event.preventDefault(); // the end of a move selects nothing
      }, true);
      element.addEventListener("dragstart", (event) => event.preventDefault());
      element.addEventListener("wheel", (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const around = element.getBoundingClientRect();
        const [x, y] = [event.clientX - around.left, event.clientY - around.top];
        this.zoom(Math.exp(-event.deltaY / 300), x, y);
      }, { passive: false });
      element.addEventListener("keydown", (event) => this.press(event));
    }

    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const at = this.links.indexOf(event.target.closest("a"));
      const last = this.links.length - 1;
      const zooms = { "+": 1.25, "=": 1.25, "-": 0.8 };
      const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
      const steps = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1 };
      Object.assign(steps, { Home: 0, End: last });
      if (event.key in zooms) this.zoom(zooms[event.key]);
      else if (event.key === "0") this.fit();
      else if (at >= 0 && event.key in steps) {
        this.focus(this.links[Math.min(last, Math.max(0, steps[event.key]))]);
      } else if (at < 0 && event.key in moves) this.move(...moves[event.key]);
      else return;
      event.preventDefault();
    }
  }

  const pictures = new Map(every(".picture").map((each) => [each.dataset.view, new Picture(each)]));
  const radios = every("input[name=view]");
  const links = every("a[href^='#']").filter((link) => byId(fragment(link))?.matches(".state-told"));
  let selected = "";
  let view = radios[0].value;

  const linkIn = (picture, anchor) => picture.links.find((link) => fragment(link) === anchor);

  function look(key) {
    view = key;
    for (const radio of radios) radio.checked = radio.value === key;
    for (const [name, each] of pictures) each.element.classList.toggle("shown", name === key);
    const player = byId("player");
    if (player) player.hidden = key !== "run";
    if (key !== "run") tell(null);
    pictures.get(key).show();
  }

  function select(anchor) {
    selected = anchor;
    for (const each of every(".state-told")) each.classList.toggle("selected", each.id === anchor);
    document.querySelector(".none").hidden = Boolean(anchor);
    for (const link of links) {
      if (fragment(link) === anchor) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!anchor) return;
    // What was removed is only in the picture of the changes.
    if (!linkIn(pictures.get(view), anchor)) {
      for (const [key, each] of pictures) if (linkIn(each, anchor)) look(key);
    }
    const link = linkIn(pictures.get(view), anchor);
    if (link) pictures.get(view).reveal(link);
    byId("detail").scrollTop = 0;
  }

  const isState = (anchor) => Boolean(anchor && byId(anchor)?.matches(".state-told"));

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, "", `#${fragment(link)}`);
      select(fragment(link));
      if (!link.closest(".workbench")) byId("states").scrollIntoView();
      // On a narrow screen what is told stands below the graph.
      if (byId("detail").getBoundingClientRect().top > window.innerHeight * 0.8) {
        byId(fragment(link)).scrollIntoView();
      }
      // Who pressed Enter reads on in what is told; Shift and Tab lead back.
      if (!event.detail) byId(fragment(link)).focus({ preventScroll: true });
    });
  }
  // Who types an address, or a program that passes one on, may have written its characters plainly.
  const plainly = (anchor) => anchor.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes; // not of UTF-8, so written by a person
    }
  });
  const anchors = new Map(every(".state-told").map(({ id }) => [plainly(id), id]));
  const follow = () => {
    const given = location.hash.slice(1);
    const anchor = isState(given) ? given : (anchors.get(plainly(given)) ?? given);
    if (isState(anchor) || !anchor) select(anchor);
    if (isState(anchor)) byId("states").scrollIntoView();
  };
  for (const change of ["hashchange", "popstate"]) window.addEventListener(change, follow);

  for (const radio of radios) {
    radio.addEventListener("change", () => {
      look(radio.value);
      if (selected) select(selected);
    });
  }
  byId("zoom-in").addEventListener("click", () => pictures.get(view).zoom(1.25));
  byId("zoom-out").addEventListener("click", () => pictures.get(view).zoom(0.8));
  byId("fit").addEventListener("click", () => pictures.get(view).fit());

  // Searching looks through all that is told of a state, without what is told of each.
  const textOf = (told) => {
    const copy = told.cloneNode(true);
    for (const fixed of every("h4, thead, .hint", copy)) fixed.remove();
    return copy.textContent.toLowerCase();
  };
  const items = every(".list li").map((item) => {
    const anchor = fragment(item.querySelector("a"));
    const name = item.querySelector("bdi").textContent.toLowerCase();
    return { item, anchor, name, text: textOf(byId(anchor)) };
  });
  const searched = () => byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text, words) => words.every((word) => text.includes(word));
  byId("search").addEventListener("input", () => {
    const words = searched();
    const hits = new Set();
    for (const { item, anchor, text } of items) {
      item.hidden = !has(text, words);
      if (!item.hidden) hits.add(anchor);
    }
    for (const picture of pictures.values()) {
      for (const link of picture.links) link.classList.toggle("other", !hits.has(fragment(link)));
    }
    byId("found").textContent = words.length ? `${hits.size} of ${items.length}` : "";
  });
  // A state is searched for by its name more often than by what leads to it.
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const hits = items.filter(({ item }) => !item.hidden);
    const first = hits.find(({ name }) => has(name, searched())) ?? hits[0];
    first?.item.querySelector("a").click();
  });

  // An execution, step by step.
  const steps = every("#steps > li");
  let current = -1;

  // What came with an event is told beside the state that it happened in.
  function tell(item) {
    const details = item?.querySelector("details");
    const parts = details ? [...details.children].slice(1) : [];
    byId("step-data").replaceChildren(...parts.map((part) => part.cloneNode(true)));
    byId("step-data").hidden = !parts.length;
  }

  function step(to) {
    current = Math.min(steps.length - 1, Math.max(0, to));
    steps.forEach((each, at) => {
      if (at === current) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    });
    const { state } = steps[current].dataset;
    const told = steps[current].querySelector(".told").textContent;
    byId("step").textContent = `${current + 1} of ${steps.length}: ${told}`;
    byId("first").disabled = byId("back").disabled = current === 0;
    byId("next").disabled = current === steps.length - 1;
    tell(steps[current]);
    const picture = pictures.get("run");
    for (const link of picture.links) link.classList.toggle("now", fragment(link) === state);
    if (state && linkIn(picture, state)) {
      select(state);
      picture.reveal(linkIn(picture, state));
    }
  }
  if (steps.length) {
    byId("first").addEventListener("click", () => step(0));
    byId("back").addEventListener("click", () => step(current - 1));
    byId("next").addEventListener("click", () => step(current + 1));
  }

  window.addEventListener("beforeprint", () => {
    for (const { svg, width, height } of pictures.values()) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  window.addEventListener("afterprint", () => pictures.forEach((picture) => picture.show()));

  look(view);
  follow();
})();
