// What the elements share. It is put before each of their scripts.
// Everything a person typed is set as text, never as markup.

const instances = new WeakMap();
const FIRST_ROWS = 40;
const PATIENCE = 20000;
const PLAIN_COLOUR = /^#[0-9a-f]{3,8}$/i;

// Draws a component's newest data; build makes its empty frame once, draw fills it.
function present(component, { build, prepare, draw, settled }) {
  const { parentElement, data, setTriggerValue } = component;
  let it = instances.get(parentElement);
  const fresh = !it;
  if (fresh) {
    it = { pool: new Map(), pending: new Map(), outbox: [], answered: 0, last: 0, leave: [] };
    it.root = make("div", "planner");
    it.stage = it.root.appendChild(make("div", "stage"));
    it.live = it.root.appendChild(make("div", "unseen"));
    it.live.setAttribute("aria-live", "polite");
    it.shadow = parentElement;
    parentElement.appendChild(it.root);
    instances.set(parentElement, it);
    build(it);
  }
  it.send = setTriggerValue;
  it.redraw = () => draw(it);
  if (!sameBytes(it.data, data)) {
    it.data = data;
    const message = JSON.parse(new TextDecoder().decode(data));
    it.words = message.words;
    it.content = message.content;
    const answers = takeAnswers(it, message.answered);
    prepare(it.content);
    if (fresh) soon(it, draw);
    else keepFocus(it, () => draw(it));
    const news = answers.map((answer) => settled(it, answer)).filter(Boolean);
    if (news.length) announce(it, news.join(" "));
  }
  return () => {
    if (it.root.isConnected) return;
    it.leave.forEach((stop) => stop());
    instances.delete(parentElement);
  };
}

// Draws at first only what a screen holds, and the rest after that has been painted.
function soon(it, draw) {
  it.most = FIRST_ROWS;
  draw(it);
  it.most = Infinity;
  requestAnimationFrame(() => setTimeout(() => it.root.isConnected && keepFocus(it, () => draw(it))));
}

// Sends an act and every earlier one that has no answer yet; see acts.py.
function act(it, verb, about) {
  const number = Math.max(Date.now(), it.last + 1, it.answered + 1);
  it.last = number;
  it.outbox.push({ number, verb, ...about });
  it.send("act", { acts: it.outbox });
  return number;
}

function actOnTask(it, verb, task, more) {
  return act(it, verb, { task: task.id, version: task.version || 0, ...more });
}

// Sends an act that the element shows as under way until the data answers, or nobody does.
function ask(it, verb, task, more) {
  const number = actOnTask(it, verb, task, more);
  awaitAnswer(it, task, { number, verb, ...more });
}

function awaitAnswer(it, task, about) {
  const waiting = { title: task.title, before: JSON.stringify(task), ...about };
  it.pending.set(task.id, waiting);
  setTimeout(() => {
    if (it.pending.get(task.id) !== waiting) return;
    it.pending.delete(task.id);
    it.outbox = it.outbox.filter((sent) => sent.number !== waiting.number);
    keepFocus(it, it.redraw);
    announce(it, say(it.words.unchanged, { title: task.title }));
  }, PATIENCE);
  return waiting;
}

function showWaiting(row) {
  row.sign = null;
  row.classList.add("waiting");
  row.setAttribute("aria-busy", "true");
}

function takeAnswers(it, answered) {
  it.answered = answered;
  it.outbox = it.outbox.filter((sent) => sent.number > answered);
  const answers = [];
  for (const [id, waiting] of it.pending) {
    if (waiting.number <= answered) {
      it.pending.delete(id);
      answers.push({ id, ...waiting });
    }
  }
  return answers;
}

// The rows that packing.py packed, as objects without their empty values.
function unpack({ fields, texts, rows }) {
  const names = fields.map((field) => field.replace("*", ""));
  const again = fields.map((field) => field.startsWith("*"));
  return rows.map((row) => {
    const item = {};
    for (let i = 0; i < row.length; i++) {
      if (row[i]) item[names[i]] = again[i] ? texts[row[i] - 1] : row[i];
    }
    return item;
  });
}

// Makes each parent hold the nodes of its items in order, touching only what changed.
// lists is [[parent, items], …]; items are {key, sign, value}; a node is redrawn if sign differs.
function reconcile(pool, lists, create, update) {
  const wanted = new Map();
  for (const [, items] of lists) {
    for (const item of items) {
      if (wanted.has(item.key)) continue;
      const node = pool.get(item.key) || create(item);
      if (node.sign !== item.sign) {
        node.sign = item.sign;
        update(node, item);
      }
      wanted.set(item.key, node);
    }
  }
  for (const [key, node] of pool) {
    if (!wanted.has(key)) {
      node.remove();
      pool.delete(key);
    }
  }
  for (const [parent, items] of lists) place(parent, items.map((item) => wanted.get(item.key)));
  for (const [key, node] of wanted) pool.set(key, node);
}

function place(parent, nodes) {
  let cursor = parent.firstElementChild;
  for (const node of nodes) {
    if (cursor && cursor !== node && cursor.nextElementSibling === node) {
      const passed = cursor;
      cursor = node;
      parent.appendChild(passed);
    }
    if (cursor === node) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}

// Runs a redraw; the control that had the focus keeps it, or the one that took its place gets it.
function keepFocus(it, redraw) {
  const focused = it.shadow.activeElement;
  const row = focused && focused.closest("[data-walk]");
  const at = row ? walkable(it).indexOf(row) : -1;
  redraw();
  if (!focused || it.shadow.activeElement === focused) return;
  if (focused.isConnected) focused.focus({ preventScroll: true });
  else if (at >= 0) {
    const rows = walkable(it);
    const next = rows[Math.min(at, rows.length - 1)];
    next?.querySelector(`.${focused.classList[0]}`)?.focus({ preventScroll: true });
  }
}

function walkable(it) {
  return [...it.stage.querySelectorAll("[data-walk]")].filter(
    (row) => row.closest("details")?.open !== false,
  );
}

// One menu at a time, above everything, closed by Escape or a tap elsewhere.
function openMenu(it, opener, label, choices) {
  if (it.menu) it.menu.hidePopover();
  const menu = make("div", "menu");
  menu.setAttribute("popover", "auto");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", label);
  for (const choice of choices) {
    const item = menu.appendChild(make("button", "choice", choice.label));
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.onclick = () => {
      menu.hidePopover();
      choice.run();
    };
  }
  menu.onkeydown = (event) => {
    const items = [...menu.children];
    const at = items.indexOf(it.shadow.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items[(to + items.length) % items.length].focus();
  };
  const close = () => menu.hidePopover();
  menu.ontoggle = (event) => {
    if (event.newState !== "closed") return;
    window.removeEventListener("scroll", close, true);
    opener.setAttribute("aria-expanded", "false");
    if (menu.contains(it.shadow.activeElement) && opener.isConnected) opener.focus();
    menu.remove();
    if (it.menu === menu) it.menu = null;
  };
  it.root.appendChild(menu);
  it.menu = menu;
  opener.setAttribute("aria-expanded", "true");
  menu.showPopover();
  const from = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = from.bottom + size.height + 8 <= window.innerHeight;
  menu.style.top = `${Math.max(8, below ? from.bottom + 2 : from.top - size.height - 2)}px`;
  menu.style.left = `${Math.max(8, Math.min(from.right, window.innerWidth - 8) - size.width)}px`;
  menu.firstElementChild?.focus();
  window.addEventListener("scroll", close, true);
}

function announce(it, text) {
  it.live.textContent = "";
  setTimeout(() => (it.live.textContent = text), 40);
}

function say(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function shownOf(it, { shown, count }) {
  return shown < count ? say(it.words.shown_of, { shown, count }) : String(count ?? 0);
}

// The button for the rest, gone when everything is shown; box is what hides, often the button.
function drawFurther(it, box, button, counted) {
  box.hidden = !(counted.shown < counted.count);
  button.textContent = box.hidden ? "" : `${it.words.more} · ${shownOf(it, counted)}`;
}

function make(tag, classes, text) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text !== undefined) node.textContent = text;
  return node;
}

function makeButton(classes, label, run) {
  const button = make("button", classes, label);
  button.type = "button";
  if (run) button.onclick = run;
  return button;
}

function makeMenuButton() {
  const button = makeButton("dots");
  button.appendChild(make("i", "icon icon-dots")).setAttribute("aria-hidden", "true");
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  return button;
}

// A mark with a picture and words; the words are read aloud, shown, or only a tooltip.
function mark(name, text, shown) {
  const node = make("span", `mark mark-${name}`);
  node.appendChild(make("i", `icon icon-${name}`)).setAttribute("aria-hidden", "true");
  node.appendChild(make("span", shown ? "" : "unseen", text));
  if (!shown) node.title = text;
  return node;
}

function teamMark(team, colour) {
  const node = make("span", "mark team");
  const dot = node.appendChild(make("i", "dot"));
  dot.setAttribute("aria-hidden", "true");
  dot.style.setProperty("--team", plainColour(colour));
  node.appendChild(make("span", "", team));
  return node;
}

// The line of small facts under a task's title, the same in the list and on the board.
function drawFacts(it, facts, task) {
  const { words, content } = it;
  const parts = [];
  if (task.must_have) parts.push(mark("star", words.must_have, false));
  if (task.stuck) {
    const text = task.stuck === true ? words.stuck_mark : say(words.stuck_because, { reason: task.stuck });
    parts.push(mark("flag", text, true));
  }
  if (task.blocked) {
    const text = task.blocked_by ? say(words.blocked_by, { task: task.blocked_by }) : words.blocked;
    parts.push(mark("lock", text, true));
  }
  if (task.state === "review" && content.groups) parts.push(mark("eye", words.in_review, true));
  if (content.show_team && task.team) parts.push(teamMark(task.team, task.team_colour));
  parts.push(make("span", "", task.owner || words.unclaimed));
  if (task.phase) parts.push(make("span", "", task.phase));
  if (content.show_campaign && task.campaign) parts.push(make("span", "", task.campaign));
  if (task.checklist_total) {
    const done = task.checklist_done || 0;
    const steps = mark("steps", `${done}/${task.checklist_total}`, true);
    const text = say(words.checklist, { done, total: task.checklist_total });
    steps.title = text;
    steps.setAttribute("aria-label", text);
    steps.setAttribute("role", "img");
    parts.push(steps);
  }
  facts.replaceChildren(...parts);
}

function drawDue(it, due, task) {
  due.classList.toggle("late", Boolean(task.late));
  due.replaceChildren();
  if (task.due) due.appendChild(make("span", "when", task.due));
  if (task.late || task.due_note) {
    const text = task.due_note || it.words.late;
    due.appendChild(task.late ? mark("late", text, true) : make("span", "note", text));
  }
}

function legendKey(tone, text) {
  const item = make("span", "key");
  item.appendChild(make("i", `swatch ${tone}`)).setAttribute("aria-hidden", "true");
  item.appendChild(make("span", "", text));
  return item;
}

// A map is a table of cells, some of them buttons, under a legend.
function buildMap(it, classes) {
  it.legend = it.stage.appendChild(make("div", "legend"));
  it.frame = it.stage.appendChild(make("div", "frame"));
  it.table = it.frame.appendChild(make("table", classes));
  it.frame.onclick = (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell) act(it, "choose", { group: cell.dataset.cell });
  };
  it.frame.onkeydown = (event) => walkCells(it.table, event);
}

// Whatever changes, the focus stays on its cell.
function drawMap(it, name, tones, head, rows) {
  it.frame.setAttribute("aria-label", name);
  it.frame.setAttribute("role", "region");
  it.legend.replaceChildren(...tones.map((tone) => legendKey(tone, it.words[tone])));
  const body = make("tbody");
  body.append(...rows);
  const focused = it.shadow.activeElement?.dataset?.cell;
  it.table.replaceChildren(head, body);
  if (focused) it.table.querySelector(`[data-cell="${focused}"]`)?.focus({ preventScroll: true });
}

// Arrow keys go to the nearest cell with work in that direction.
function walkCells(table, event) {
  const here = event.target.closest("td");
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  if (!here || !step) return;
  event.preventDefault();
  const rows = [...table.tBodies[0].rows];
  let y = rows.indexOf(here.parentElement);
  let x = here.cellIndex;
  for (;;) {
    x += step[0];
    y += step[1];
    const cell = rows[y]?.cells[x];
    if (!cell || cell.tagName === "TH") return;
    if (cell.firstElementChild) {
      cell.firstElementChild.focus();
      return;
    }
  }
}

function plainColour(colour) {
  return PLAIN_COLOUR.test(colour || "") ? colour : "#8a8f98";
}

function sameBytes(a, b) {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
