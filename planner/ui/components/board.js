// The board: cards that are dragged, moved from their menu, or moved with Alt and an arrow key.

const CARD_VERBS = ["claim", "start", "submit", "pass", "return", "hand_over", "stuck", "unstuck"];

export default function (component) {
  return present(component, { build, prepare, draw, settled });
}

function prepare(content) {
  for (const column of content.columns) column.tasks = unpack(column.tasks);
}

function build(it) {
  it.columns = new Map();
  it.tabs = it.stage.appendChild(make("div", "tabs"));
  it.tabs.setAttribute("role", "group");
  it.strip = it.stage.appendChild(make("div", "strip"));
  it.help = it.stage.appendChild(make("p", "unseen"));
  it.help.id = "help";
  it.strip.setAttribute("role", "group");
  it.strip.setAttribute("aria-describedby", "help");
  it.strip.onclick = (event) => clicked(it, event);
  it.strip.onkeydown = (event) => pressed(it, event);
  it.strip.ondragstart = (event) => lifted(it, event);
  it.strip.ondragover = (event) => over(it, event);
  it.strip.ondrop = (event) => dropped(it, event);
  it.strip.ondragend = () => letGo(it);
}

function draw(it) {
  const { columns, height } = it.content;
  it.root.style.setProperty("--tall", `${height}px`);
  it.help.textContent = it.words.board_help;
  it.tabs.setAttribute("aria-label", it.words.columns);
  it.chosen = columns.some((column) => column.id === it.chosen) ? it.chosen : columns[0]?.id;
  reconcile(
    it.columns,
    [[it.strip, columns.map((column) => columnItem(it, column))]],
    () => createColumn(it),
    (node, item) => updateColumn(it, node, item.value),
  );
  drawTabs(it);
  drawCards(it);
}

function settled(it, answer) {
  const task = it.tasks.get(answer.id);
  const title = answer.title;
  if (!task) return say(it.words.now_saved, { title });
  if (answer.to && task.column === answer.to) {
    return say(it.words.moved, { title, column: nameOf(it, answer.to) });
  }
  const changed = JSON.stringify(task.card) !== answer.before;
  if (changed) return say(it.words.now_saved, { title });
  return answer.to ? say(it.words.unchanged, { title }) : "";
}

function columnItem(it, column) {
  const { tasks, ...head } = column;
  return { key: column.id, sign: JSON.stringify([head, it.words.more, it.words.shown_of]), value: head };
}

function createColumn(it) {
  const node = make("section", "column");
  const head = node.appendChild(make("div", "head"));
  const name = head.appendChild(make("span", "name"));
  name.setAttribute("role", "heading");
  name.setAttribute("aria-level", "3");
  const count = head.appendChild(make("span", "count"));
  const cards = node.appendChild(make("ul", "cards"));
  cards.setAttribute("role", "list");
  const nothing = node.appendChild(make("div", "nothing"));
  const further = makeButton("further", "", () => act(it, "more", { group: node.dataset.id }));
  node.appendChild(further);
  node.parts = { name, count, cards, nothing, further };
  return node;
}

function updateColumn(it, node, column) {
  const { parts } = node;
  node.dataset.id = column.id;
  parts.name.textContent = column.title;
  parts.count.textContent = shownOf(it, column);
  node.classList.toggle("partial", column.shown < column.count);
  parts.cards.setAttribute("aria-label", column.title);
  parts.nothing.textContent = it.words.nothing;
  drawFurther(it, parts.further, parts.further, column);
}

function drawTabs(it) {
  const tabs = it.content.columns.map((column) => {
    const tab = makeButton("tab", "", () => choose(it, column.id));
    tab.appendChild(make("span", "name", column.title));
    tab.appendChild(make("span", "number", String(column.count ?? 0)));
    tab.dataset.id = column.id;
    return tab;
  });
  it.tabs.replaceChildren(...tabs);
  choose(it, it.chosen);
}

// On a phone one column is shown at a time; on a wide screen all of them are.
function choose(it, id) {
  it.chosen = id;
  for (const tab of it.tabs.children) {
    tab.setAttribute("aria-pressed", String(tab.dataset.id === id));
  }
  for (const [key, node] of it.columns) node.classList.toggle("chosen", key === id);
}

// A card that is on its way stands in the column it was moved to until the answer comes.
function drawCards(it) {
  const { columns } = it.content;
  it.tasks = new Map();
  const lists = new Map(columns.map((column) => [column.id, []]));
  for (const column of columns) {
    for (const card of column.tasks.slice(0, it.most / columns.length)) it.tasks.set(card.id, { column: column.id, card });
  }
  for (const [id, { column, card }] of it.tasks) {
    const waiting = it.pending.get(id);
    const sign = `${JSON.stringify(card)}${waiting ? waiting.number : ""}${it.words.open}`;
    const item = { key: id, sign, value: card };
    if (waiting?.to && waiting.to !== column) lists.get(waiting.to).unshift(item);
    else lists.get(column).push(item);
  }
  reconcile(
    it.pool,
    columns.map((column) => [it.columns.get(column.id).parts.cards, lists.get(column.id)]),
    () => createCard(),
    (node, item) => updateCard(it, node, item.value),
  );
  for (const [id, node] of it.columns) node.parts.nothing.hidden = lists.get(id).length > 0;
  rove(it);
}

function createCard() {
  const node = make("li", "card");
  node.setAttribute("role", "listitem");
  node.setAttribute("data-walk", "");
  const top = node.appendChild(make("div", "top"));
  const title = top.appendChild(makeButton("title"));
  const dots = top.appendChild(makeMenuButton());
  const due = node.appendChild(make("div", "due"));
  const facts = node.appendChild(make("div", "facts"));
  node.parts = { title, dots, due, facts };
  return node;
}

function updateCard(it, node, card) {
  const { parts } = node;
  const waiting = it.pending.has(card.id);
  node.task = card;
  node.draggable = !waiting && targets(it, card).length > 0;
  node.dataset.state = card.state;
  node.classList.toggle("waiting", waiting);
  node.setAttribute("aria-busy", String(waiting));
  parts.title.textContent = card.title;
  parts.dots.setAttribute("aria-label", say(it.words.more_verbs, { title: card.title }));
  drawDue(it, parts.due, card);
  drawFacts(it, parts.facts, card);
}

function targets(it, card) {
  const here = it.tasks.get(card.id)?.column;
  const ids = it.content.columns.map((column) => column.id).filter((id) => id !== here);
  return card.moves ? ids.filter((id) => card.moves.includes(id)) : ids;
}

function move(it, card, to) {
  if (it.pending.has(card.id) || !targets(it, card).includes(to)) return;
  ask(it, "move", card, { to });
  keepFocus(it, () => drawCards(it));
}

function clicked(it, event) {
  const button = event.target.closest("button");
  const node = event.target.closest(".card");
  if (!button || !node || it.pending.has(node.task.id)) return;
  const card = node.task;
  const open = { label: it.words.open, run: () => actOnTask(it, "open", card) };
  if (button === node.parts.title) open.run();
  if (button !== node.parts.dots) return;
  const moves = targets(it, card).map((to) => ({
    label: say(it.words.move_to, { column: nameOf(it, to) }),
    run: () => move(it, card, to),
  }));
  const verbs = CARD_VERBS.filter((verb) => (card.can || []).includes(verb)).map((verb) => ({
    label: it.words[verb],
    run: () => wait(it, node, verb),
  }));
  openMenu(it, button, say(it.words.more_verbs, { title: card.title }), [...moves, ...verbs, open]);
}

function wait(it, node, verb) {
  ask(it, verb, node.task);
  showWaiting(node);
}

function pressed(it, event) {
  const node = event.target.closest(".card");
  if (!node || !event.key.startsWith("Arrow")) return;
  const ids = it.content.columns.map((column) => column.id);
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const at = ids.indexOf(node.closest(".column").dataset.id);
  event.preventDefault();
  if (event.altKey || event.ctrlKey) {
    if (side && ids[at + side]) move(it, node.task, ids[at + side]);
    return;
  }
  const next = side ? beside(it, node, at, side) : below(node, event.key === "ArrowDown");
  if (!next) return;
  next.querySelector(`.${event.target.classList[0]}`).focus();
  rove(it, next);
}

function below(node, down) {
  return down ? node.nextElementSibling : node.previousElementSibling;
}

function beside(it, node, at, side) {
  const row = [...node.parentElement.children].indexOf(node);
  const columns = it.content.columns.map((column) => it.columns.get(column.id).parts.cards);
  for (let to = at + side; columns[to]; to += side) {
    const cards = columns[to].children;
    if (cards.length) return cards[Math.min(row, cards.length - 1)];
  }
  return null;
}

// Tab stops once in each column: at the card the arrows came to, else at the first.
function rove(it, chosen) {
  for (const column of it.columns.values()) {
    const cards = [...column.parts.cards.children];
    if (chosen && !cards.includes(chosen)) continue;
    const stop = chosen || cards.find((card) => card.parts.title.tabIndex === 0) || cards[0];
    for (const card of cards) {
      card.parts.title.tabIndex = card.parts.dots.tabIndex = card === stop ? 0 : -1;
    }
  }
}

function lifted(it, event) {
  const node = event.target.closest?.(".card");
  if (!node) return;
  it.lifted = node.task;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", String(node.task.id));
  const open = targets(it, node.task);
  requestAnimationFrame(() => {
    node.classList.add("lifted");
    for (const [id, column] of it.columns) column.classList.toggle("open", open.includes(id));
  });
}

function over(it, event) {
  const column = event.target.closest?.(".column");
  const welcome = it.lifted && column && targets(it, it.lifted).includes(column.dataset.id);
  for (const node of it.columns.values()) node.classList.toggle("over", welcome && node === column);
  if (!welcome) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
}

function dropped(it, event) {
  const column = event.target.closest?.(".column");
  if (!it.lifted || !column) return;
  event.preventDefault();
  const card = it.lifted;
  letGo(it);
  move(it, card, column.dataset.id);
}

function letGo(it) {
  it.lifted = null;
  for (const node of it.strip.querySelectorAll(".lifted, .open, .over")) {
    node.classList.remove("lifted", "open", "over");
  }
}

function nameOf(it, id) {
  return it.content.columns.find((column) => column.id === id).title;
}
