// -- the tools below the panes

function caret() {
  const selection = getSelection();
  if (!current || !selection.rangeCount || !current.contains(selection.anchorNode)) return -1;
  const before = document.createRange();
  before.setStart(current, 0);
  before.setEnd(selection.anchorNode, selection.anchorOffset);
  return [...before.toString()].length;
}

/** Moves the caret by characters without a mouse; the character after it is shown selected. */
function moveCaret(by) {
  const length = [...current.textContent].length;
  const at = Math.min(length - 1, Math.max(1, Math.max(0, caret()) + by));
  if (length < 2) return;
  const [node, offset] = position(current, at, { after: true });
  const [end, last] = position(current, at + 1);
  getSelection().setBaseAndExtent(node, offset, end, last);
}

/** What moves with a line: with a headline its other lines, kicker and deck. */
function together(line) {
  const own = line.closest("article");
  if (!own || line.dataset.role !== "headline") return [line];
  return [...own.querySelectorAll(".heads .l")].filter((one) => ["kicker", "headline", "deck"].includes(one.dataset.role));
}

$("to").addEventListener("change", () => {
  const to = $("to").value;
  if (!to || !current) return;
  const own = current.closest("article");
  const moved = together(current);
  const role = own ? {} : { role: "headline" };
  const operations = moved.map((line) => ({ op: "set", line: line.dataset.key, to, ...role }));
  // Two headlines change places: an article has one.
  const other = byKey(page, to).closest("article").querySelector('.heads [data-role="headline"]');
  const back = own && own.querySelector(".body .l");
  if (current.dataset.role === "headline" && other && back) {
    operations.push(...together(other).map((line) => ({ op: "set", line: line.dataset.key, to: back.dataset.key })));
  }
  correct(...operations);
});
$("role").addEventListener("change", () => {
  if (current.closest("article")) correct({ op: "set", line: current.dataset.key, role: $("role").value });
});
$("join").addEventListener("click", () => {
  const next = nextParagraph(current);
  if (next) correct({ op: "join", line: current.dataset.key, next: next.dataset.key });
});
$("split").addEventListener("click", () => {
  const at = caret();
  const length = [...current.textContent].length;
  if (at > 0 && at < length) correct({ op: "split", line: current.dataset.key, at });
  else $("about").textContent = say("Put the caret into the text where the second part begins.");
});
$("split-article").addEventListener("click", () => correct({ op: "split-article", line: current.dataset.key }));
$("join-articles").addEventListener("click", () => {
  const all = articles();
  const own = current.closest("article");
  const before = all[all.indexOf(own) - 1];
  if (before) correct({ op: "join-articles", line: firstBody(before).dataset.key, with: firstBody(own).dataset.key });
});
$("furniture").addEventListener("click", () => correct({ op: "set", line: current.dataset.key, role: "furniture" }));
for (const id of ["split", "tools"]) $(id).addEventListener("mousedown", (event) => {
  if (event.target.closest("button")) event.preventDefault(); // keeps the caret where it is
});
// A select that is closed would correct at every arrow key, long before the wanted article: it is opened instead.
for (const id of ["to", "role"]) $(id).addEventListener("keydown", (event) => {
  if (event.key.length > 1 && !/^(Arrow|Page|Home|End)/.test(event.key)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  $(id).showPicker();
});
$("undo").addEventListener("click", undo);
$("save").addEventListener("click", save);
$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", async () => {
  const [file] = $("file").files;
  if (file) open(await file.text());
  $("file").value = "";
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
$("help").addEventListener("click", () => $("keys").showModal());

// -- pointing, clicking, keys

document.addEventListener("mouseover", (event) => {
  const element = event.target.closest(".l, .r");
  if (element && page.contains(element)) light(element);
});
document.addEventListener("click", (event) => {
  const target = event.target.closest("button, .l, .r");
  if (!target || !page.contains(target)) return;
  if (target.matches(".go")) choose(byKey(page, target.dataset.key));
  else if (target.matches(".jump")) jump(articles()[target.dataset.article - 1]);
  else if (target.matches(".other")) {
    const operations = JSON.parse(target.dataset.operations);
    if (operations.every((one) => byKey(page, one.to || one.with))) correct(...operations);
    target.disabled = true;
  } else if (target.matches(".l")) { choose(target, { focus: false }); reveal(target); target.scrollIntoView({ block: "nearest" }); }
  else if (target.matches(".r")) choose((states.get(page).byLine.get(Number(target.dataset.n)) || [])[0]);
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".l") && event.target !== current && page.contains(event.target)) choose(event.target, { focus: false });
});

function jump(article) {
  if (article) choose(article.querySelector(".l"));
}

function step(by) {
  const all = shownLines();
  choose(all[current ? Math.min(all.length - 1, Math.max(0, all.indexOf(current) + by)) : 0]);
}

function stepArticle(by) {
  const all = articles();
  const at = current ? all.indexOf(current.closest("article")) : -1;
  jump(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

let doubt = -1;
function nextDoubt() {
  const all = [...page.querySelectorAll(".go")];
  if (all.length) choose(byKey(page, all[(doubt = (doubt + 1) % all.length)].dataset.key));
}

const KEYS = {
  j: () => step(1), k: () => step(-1), s: () => $("split").click(), n: () => stepArticle(1), p: () => stepArticle(-1), d: nextDoubt, u: undo,
  "/": () => $("find").focus(), "?": () => $("keys").showModal(),
};
const ARROWS = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowRight: (by) => moveCaret(by), ArrowLeft: (by) => moveCaret(-by),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, dialog *")) return;
  const arrow = ARROWS[event.key];
  if (arrow && event.target === current) { event.preventDefault(); arrow(event.shiftKey ? 10 : 1); }
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});

// -- search

let hits = [];
let hit = -1;
function find() {
  for (const element of hits) element.classList.remove("hit");
  const wanted = $("find").value.replace(/\s+/g, "");
  hits = wanted
    ? [...page.querySelectorAll(".l, .r")].filter((element) => element.textContent.replace(/\s+/g, "").includes(wanted))
    : [];
  hits.sort((a, b) => Number(b.matches(".l")) - Number(a.matches(".l")));
  for (const element of hits) element.classList.add("hit");
  hit = -1;
  $("hits").textContent = wanted ? `${hits.length} ${say("hits")}` : "";
  if (hits.length) nextHit();
}
function nextHit() {
  if (!hits.length) return;
  hit = (hit + 1) % hits.length;
  center(hits[hit]);
  light(hits[hit]);
}
let waiting = 0;
$("find").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150); });
$("find").addEventListener("keydown", (event) => {
  if (event.key === "Enter") { event.preventDefault(); nextHit(); }
  if (event.key === "Escape") { $("find").value = ""; find(); $("find").blur(); }
});

// -- start

$("choose").append(...pages.map((one, at) => new Option(one.querySelector(".name").textContent, at)));
$("choose").addEventListener("change", () => { show(pages[$("choose").value]); count(); });
if (page) { show(page); const first = page.querySelector(".l"); if (first) first.tabIndex = 0; }
