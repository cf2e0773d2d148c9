// The year: twelve small months. For whoever may change it, each day is a button.

const A_WEEK = 7;

export default function (component) {
  return present(component, { build, prepare, draw, settled });
}

function prepare(content) {
  content.days = unpack(content.days);
}

function settled() {
  return "";
}

function build(it) {
  it.nodes = new Map();
  it.legend = it.stage.appendChild(make("ul", "legend"));
  it.year = it.stage.appendChild(make("div", "months"));
  it.stage.onclick = (event) => {
    const cell = event.target.closest("button.day");
    if (cell) act(it, "day", { day: cell.dataset.day });
  };
  it.stage.onkeydown = (event) => walked(it, event);
}

function draw(it) {
  const { months, days, legend } = it.content;
  it.legend.setAttribute("aria-label", it.words.legend);
  it.legend.replaceChildren(...legend.map(legendEntry));
  it.year.setAttribute("role", "group");
  it.year.setAttribute("aria-label", it.words.year);
  reconcile(
    it.nodes,
    [[it.year, months.map((month) => ({ key: month.id, sign: JSON.stringify(month), value: month }))]],
    createMonth,
    (node, item) => updateMonth(it, node, item.value),
  );
  const lists = months.map((month) => [
    it.nodes.get(month.id).parts.days,
    days.filter((day) => day.month === month.id).map((day) => dayItem(it, day)),
  ]);
  reconcile(it.pool, lists, () => createDay(it), (node, item) => updateDay(node, item.value));
  letOneBeReached(it);
}

function legendEntry(entry) {
  const item = make("li", "entry");
  const sample = item.appendChild(make("span", "day sample"));
  paint(sample, { ...entry, number: 8 });
  sample.setAttribute("aria-hidden", "true");
  item.appendChild(make("span", "", entry.text));
  return item;
}

function createMonth() {
  const node = make("section", "month");
  const title = node.appendChild(make("div", "title"));
  title.setAttribute("role", "heading");
  title.setAttribute("aria-level", "3");
  const weekdays = node.appendChild(make("div", "week"));
  weekdays.setAttribute("aria-hidden", "true");
  const days = node.appendChild(make("div", "week days"));
  node.parts = { title, weekdays, days };
  return node;
}

function updateMonth(it, node, month) {
  node.setAttribute("aria-label", month.title);
  node.parts.title.textContent = month.title;
  node.parts.days.style.setProperty("--lead", month.lead + 1);
  node.parts.weekdays.replaceChildren(...it.content.weekdays.map((name) => make("span", "", name)));
}

function dayItem(it, day) {
  const key = `${day.day}${it.content.can_change ? "" : "-"}`;
  return { key, sign: JSON.stringify(day), value: day };
}

function createDay(it) {
  return it.content.can_change ? makeButton("day") : make("span", "day");
}

function updateDay(node, day) {
  node.dataset.day = day.day;
  node.title = day.label;
  node.setAttribute("aria-label", day.label);
  if (node.tagName !== "BUTTON") node.setAttribute("role", "img");
  node.toggleAttribute("data-today", Boolean(day.today));
  if (day.today) node.setAttribute("aria-current", "date");
  else node.removeAttribute("aria-current");
  paint(node, day);
}

function paint(node, day) {
  node.replaceChildren(make("span", "number", String(day.number)));
  node.dataset.kind = day.kind;
  node.dataset.standing = day.standing || "";
  if (day.mark) node.appendChild(make("span", "mark-word", day.mark));
}

// One day is reached by the tab key, the others from there by arrow keys.
function letOneBeReached(it, reached) {
  const cells = [...it.stage.querySelectorAll("button.day")];
  const one = reached || cells.find((cell) => cell.tabIndex === 0 && it.walked) ||
    cells.find((cell) => cell.hasAttribute("data-today")) || cells[0];
  for (const cell of cells) cell.tabIndex = cell === one ? 0 : -1;
}

function walked(it, event) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -A_WEEK, ArrowDown: A_WEEK }[event.key];
  const cell = event.target.closest("button.day");
  if (!step || !cell) return;
  const cells = [...it.stage.querySelectorAll("button.day")];
  const next = cells[cells.indexOf(cell) + step];
  if (!next) return;
  event.preventDefault();
  it.walked = true;
  letOneBeReached(it, next);
  next.focus();
}
