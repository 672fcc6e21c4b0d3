"use strict";
// The review page's behaviour. The articles are the document itself: a correction changes the page, and is recorded as
// an operation of newsclean.corrections; undoing plays all operations but the last again on the page as it was.

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const say = (text) => words[text] || text;
const HEADS = new Set(["rubric", "kicker", "headline", "deck", "author_line"]);
const pages = [...document.querySelectorAll(".page")];
const states = new Map(pages.map((page) => [page, { operations: [], steps: [], before: null, byLine: new Map() }]));
let page = pages[0];
let current = null;
let unsaved = false;

// -- which line of an article came from which line of the dump

function linesOf(element) {
  const numbers = [];
  for (const range of element.dataset.lines.split(" ")) {
    const [first, last] = range.split("-").map(Number);
    for (let number = first; number <= last; number++) numbers.push(number);
  }
  return numbers;
}

const shownLines = (root = page) => [...root.querySelectorAll(".l")];
const byKey = (root, key) => root.querySelector(`.l[data-key="${CSS.escape(key)}"]`);
const rawOf = (root, number) => states.get(root).raw.get(number);

function index(root) {
  const state = states.get(root);
  if (!state.raw) state.raw = new Map([...root.querySelectorAll(".r")].map((line) => [Number(line.dataset.n), line]));
  state.byLine.clear();
  for (const line of shownLines(root)) {
    for (const number of linesOf(line)) {
      if (!state.byLine.has(number)) state.byLine.set(number, []);
      state.byLine.get(number).push(line);
    }
  }
}

let lit = [];
function light(element) {
  for (const other of lit) other.classList.remove("lit");
  lit = [];
  if (!element || !page) return;
  if (element.classList.contains("r")) {
    lit = [element, ...(states.get(page).byLine.get(Number(element.dataset.n)) || [])];
  } else {
    lit = [element, ...linesOf(element).map((number) => rawOf(page, number)).filter(Boolean)];
  }
  for (const other of lit) other.classList.add("lit");
}

function reveal(element) {
  const other = lit.find((one) => one !== element);
  if (other) center(other);
}

/** Scrolls the pane that the line is in, and only where that is no pane of its own (a phone) the window. */
function center(line) {
  const pane = line.closest(".dump, .articles");
  if (getComputedStyle(pane).overflowY === "visible") { line.scrollIntoView({ block: "center" }); return; }
  for (let times = 0; times < 2; times++) { // what comes into sight gets its true height only then
    const [inner, outer] = [line.getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
}

// -- choosing lines and pages

function choose(line, { focus = true } = {}) {
  if (!line) return;
  if (current) { current.classList.remove("current"); current.tabIndex = -1; }
  current = line;
  line.classList.add("current");
  line.tabIndex = 0;
  light(line);
  if (focus) { line.focus({ preventScroll: true }); line.scrollIntoView({ block: "nearest" }); reveal(line); }
  tell();
}

function tell() {
  const line = current;
  $("actions").hidden = !line;
  if (!line) { $("about").textContent = say("Choose a line of an article to correct it."); return; }
  const role = say(line.dataset.role);
  $("about").textContent =
    `${role} · ${say("lines")} ${line.dataset.lines.replaceAll("-", "–")} · ${say("confidence")} ${line.dataset.sure} · ${line.textContent.slice(0, 40)}`;
  const own = line.closest("article");
  $("to").replaceChildren(...articles().map((article) => {
    const option = new Option(`${article.dataset.a} ${titleOf(article)}`, firstBody(article)?.dataset.key || "");
    option.selected = article === own;
    option.disabled = !option.value;
    return option;
  }));
  if (!own) $("to").prepend(new Option("–", "", true, true));
  $("role").value = line.dataset.role;
  const body = line.closest("article .body");
  $("join").disabled = !nextParagraph(line);
  $("split").disabled = !body && !line.closest(".furniture");
  $("split-article").disabled = !body;
  $("join-articles").disabled = !own || articles().indexOf(own) === 0;
  $("furniture").disabled = !own;
}

const articles = (root = page) => [...root.querySelectorAll("article")];
const firstBody = (article) => article.querySelector(".body .l") || article.querySelector(".l");
const titleOf = (article) => {
  const heads = [...article.querySelectorAll('.l[data-role="headline"]')];
  const lines = heads.length ? heads : [firstBody(article)].filter(Boolean);
  return lines.map((line) => line.textContent).join("").slice(0, 40);
};
const nextParagraph = (line) => {
  const next = line.nextElementSibling;
  return next && next.classList.contains("l") && line.closest(".body") ? next : null;
};

function show(chosen) {
  page = chosen;
  for (const other of pages) other.hidden = other !== page;
  if (!states.get(page).raw) index(page);
  if (current) current.classList.remove("current");
  current = null;
  tell();
}
