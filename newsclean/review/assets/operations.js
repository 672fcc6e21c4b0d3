// -- operations: what newsclean.corrections does, on the page

const witness = (text) => [...text.replace(/\s+/g, "")].slice(0, 12).join("");

function place(line, article) {
  const box = article.querySelector(HEADS.has(line.dataset.role) ? ".heads" : ".body");
  const after = [...box.children].find((other) => Number(other.dataset.i) > Number(line.dataset.i));
  box.insertBefore(line, after || null);
}

const perform = {
  set(root, line, { role, to }) {
    const target = to ? byKey(root, to).closest("article") : line.closest("article");
    if (role) line.dataset.role = role;
    if (role === "furniture") place(line, root.querySelector(".articles > .furniture"));
    else if (target) place(line, target);
  },
  join(root, line, { next }) {
    const other = byKey(root, next);
    line.append(...other.childNodes);
    line.dataset.lines += ` ${other.dataset.lines}`;
    other.remove();
  },
  split(root, line, { at }) {
    const second = line.cloneNode(false);
    const range = document.createRange();
    const [node, offset] = position(line, at);
    range.setStart(node, offset);
    range.setEndAfter(line.lastChild);
    second.append(range.extractContents());
    second.dataset.key = `${line.dataset.key}+${at}`;
    second.tabIndex = -1;
    second.classList.remove("current", "lit");
    line.after(second);
  },
  "join-articles"(root, line, { with: other }) {
    const first = line.closest("article");
    const second = byKey(root, other).closest("article");
    const both = [first, second].every((article) => article.querySelector('[data-role="headline"]'));
    for (const moved of [...second.querySelectorAll(".l")]) {
      if (both && moved.dataset.role === "headline") moved.dataset.role = "subhead";
      place(moved, first);
    }
  },
  "split-article"(root, line) {
    const first = line.closest("article");
    const second = first.cloneNode(true);
    for (const box of second.querySelectorAll(".heads, .body")) box.replaceChildren();
    first.after(second);
    let rest = line;
    while (rest) { const next = rest.nextElementSibling; second.querySelector(".body").append(rest); rest = next; }
  },
};

/** The text node and offset of a character, counted in code points; between two nodes the end of the first, or `after` it. */
function position(element, at, { after = false } = {}) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const characters = [...node.data];
    if (at < characters.length || (at === characters.length && !after)) return [node, characters.slice(0, at).join("").length];
    at -= characters.length;
  }
  return [element.lastChild, element.lastChild.length];
}

function carry(root, operation) {
  perform[operation.op](root, byKey(root, operation.line), operation);
  for (const article of articles(root)) if (!article.querySelector(".l")) article.remove();
}

function refresh(root) {
  const jumps = [];
  articles(root).forEach((article, at) => {
    const number = at + 1;
    const hue = Math.round(number * 137.5) % 360;
    article.dataset.a = number;
    article.style.setProperty("--h", hue);
    article.setAttribute("aria-label", `${say("Article")} ${number}`);
    article.querySelector(".number").textContent = number;
    const item = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "jump", textContent: titleOf(article) || say("No headline") });
    button.dataset.article = number;
    button.style.setProperty("--h", hue);
    item.append(button);
    jumps.push(item);
  });
  root.querySelector(".map ol").replaceChildren(...jumps);
  index(root);
  for (const [number, raw] of states.get(root).raw) {
    const line = (states.get(root).byLine.get(number) || [])[0];
    const article = line && line.closest("article");
    raw.dataset.a = article ? article.dataset.a : 0;
    if (article) raw.style.setProperty("--h", Math.round(article.dataset.a * 137.5) % 360);
  }
}

/** Carries operations out and records them as one step of undoing. */
function correct(...operations) {
  const state = states.get(page);
  if (!operations.every((operation) => byKey(page, operation.line))) return;
  if (!state.before) state.before = page.querySelector(".articles").cloneNode(true);
  for (const operation of operations) {
    const whole = { ...operation, text: witness(byKey(page, operation.line).textContent) };
    carry(page, whole);
    state.operations.push(whole);
  }
  state.steps.push(operations.length);
  unsaved = true;
  refresh(page);
  count();
  choose(byKey(page, operations[0].line));
}

function undo() {
  const state = states.get(page);
  if (!state.steps.length) return;
  const [last] = state.operations.splice(-state.steps.pop());
  light(null);
  const fresh = state.before.cloneNode(true);
  for (const line of fresh.querySelectorAll(".lit, .current")) line.classList.remove("lit", "current");
  page.querySelector(".articles").replaceWith(fresh);
  for (const operation of state.operations) carry(page, operation);
  refresh(page);
  current = null;
  count();
  choose(byKey(page, last.line));
}

/** Carries out what was saved in an earlier session; what does not fit these pages is counted, and left out. */
function open(text) {
  let saved = null;
  try { saved = JSON.parse(text); } catch { /* said below */ }
  if (!saved || saved.schema !== "newsclean-corrections/1") { $("about").textContent = say("Not a corrections file."); return; }
  let [done, left] = [0, 0];
  for (const part of saved.pages) {
    const root = pages.find((one) => one.dataset.sha256 === part.sha256 && Number(one.dataset.page) === part.page);
    if (root && root !== page) show(root);
    for (const operation of part.operations) {
      const named = [operation.line, operation.next, operation.to, operation.with].filter(Boolean);
      const fits = root && named.every((key) => byKey(root, key))
        && witness(byKey(root, operation.line).textContent) === witness(operation.text);
      if (fits) correct(operation);
      if (fits) done++; else left++;
    }
  }
  $("choose").value = pages.indexOf(page);
  $("about").textContent = `${done} ${say("corrections carried out")}` + (left ? `, ${left} ${say("do not fit this page")}` : "");
}

function count() {
  const total = [...states.values()].reduce((sum, state) => sum + state.operations.length, 0);
  $("count").textContent = total;
  $("save").disabled = !total;
  $("undo").disabled = !states.get(page).operations.length;
}

function save() {
  const done = pages.filter((root) => states.get(root).operations.length);
  const file = {
    schema: "newsclean-corrections/1",
    pages: done.map((root) => ({
      sha256: root.dataset.sha256,
      page: Number(root.dataset.page),
      operations: states.get(root).operations,
      path: root.dataset.path || null,
    })),
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
  link.download = "corrections.json";
  link.click();
  unsaved = false;
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
