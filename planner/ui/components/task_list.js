// The list: groups that fold, rows with one round box each.

const TICK_VERBS = ["complete", "submit", "pass"];
const NEAR_VERBS = ["claim", "start", "unstuck"];
const FAR_VERBS = ["claim", "start", "submit", "pass", "return", "hand_over", "stuck", "unstuck"];

export default function (component) {
  return present(component, { build, prepare, draw, settled });
}

function prepare(content) {
  for (const group of content.groups) group.tasks = unpack(group.tasks);
}

function build(it) {
  it.folded = new Map();
  it.groups = new Map();
  it.stage.classList.add("groups");
  it.stage.onclick = (event) => clicked(it, event);
  it.stage.onkeydown = (event) => walked(it, event);
}

function draw(it) {
  const groups = it.content.groups;
  reconcile(
    it.groups,
    [[it.stage, groups.map((group) => groupItem(it, group))]],
    () => createGroup(it),
    (node, item) => updateGroup(it, node, item.value),
  );
  it.tasks = new Map();
  let room = it.most;
  const lists = groups.map((group) => {
    const tasks = group.tasks.slice(0, room);
    room -= tasks.length;
    for (const task of group.tasks) {
      task.state = it.pending.get(task.id)?.kept || task.state;
      it.tasks.set(task.id, task);
    }
    return [it.groups.get(group.id).parts.rows, tasks.map((task) => rowItem(it, group, task))];
  });
  reconcile(it.pool, lists, () => createRow(), (node, item) => updateRow(it, node, item.value));
}

function settled(it, answer) {
  const task = it.tasks.get(answer.id);
  const title = answer.title;
  if (task && task.state === "done" && answer.verb !== "reopen") return say(it.words.now_done, { title });
  if (!task || JSON.stringify(task) !== answer.before) return say(it.words.now_saved, { title });
  return TICK_VERBS.includes(answer.verb) ? say(it.words.unchanged, { title }) : "";
}

function groupItem(it, group) {
  const { tasks, ...head } = group;
  head.empty = tasks.length === 0;
  return { key: group.id, sign: JSON.stringify([head, it.words.shown_of, it.words.more]), value: head };
}

function createGroup(it) {
  const node = make("details", "group");
  const head = node.appendChild(make("summary", "head"));
  head.appendChild(make("i", "icon icon-fold")).setAttribute("aria-hidden", "true");
  const name = head.appendChild(make("span", "name"));
  name.setAttribute("role", "heading");
  name.setAttribute("aria-level", "3");
  const count = head.appendChild(make("span", "count"));
  const rows = node.appendChild(make("ul", "rows"));
  rows.setAttribute("role", "list");
  const nothing = node.appendChild(make("div", "nothing"));
  const remainder = node.appendChild(make("div", "remainder"));
  remainder.appendChild(makeButton("further", "", () => act(it, "more", { group: node.dataset.id })));
  node.parts = { name, count, rows, nothing, remainder };
  node.addEventListener("toggle", () => it.folded.set(node.dataset.id, !node.open));
  return node;
}

function updateGroup(it, node, group) {
  const { parts } = node;
  node.dataset.id = group.id;
  node.dataset.tone = group.tone || "calm";
  node.open = !(it.folded.get(group.id) ?? group.closed ?? false);
  parts.name.textContent = group.title;
  parts.count.textContent = shownOf(it, group);
  parts.rows.setAttribute("aria-label", group.title);
  parts.nothing.hidden = !group.empty;
  parts.nothing.textContent = it.words.nothing;
  drawFurther(it, parts.remainder, parts.remainder.firstChild, group);
}

function rowItem(it, group, task) {
  const waiting = it.pending.get(task.id);
  const sign = `${JSON.stringify(task)}${waiting ? waiting.number : ""}${it.words.complete}`;
  return { key: `${group.id}/${task.id}`, sign, value: task };
}

function createRow() {
  const row = make("li", "row");
  row.setAttribute("role", "listitem");
  row.setAttribute("data-walk", "");
  const tick = row.appendChild(makeButton("tick"));
  tick.appendChild(make("span", "ring")).appendChild(make("i", "icon icon-check"));
  const body = row.appendChild(make("div", "body"));
  const title = body.appendChild(makeButton("title"));
  const facts = body.appendChild(make("div", "facts"));
  const due = row.appendChild(make("div", "due"));
  const verbs = row.appendChild(make("div", "verbs"));
  const near = verbs.appendChild(makeButton("near"));
  const dots = verbs.appendChild(makeMenuButton());
  row.parts = { tick, title, facts, due, near, dots };
  return row;
}

function updateRow(it, row, task) {
  const { words } = it;
  const waiting = it.pending.has(task.id) && !it.pending.get(task.id).kept;
  const can = task.can || [];
  const verb = tickVerb(task);
  row.task = task;
  row.dataset.state = task.state;
  row.classList.toggle("waiting", waiting);
  row.setAttribute("aria-busy", String(waiting));
  row.parts.tick.disabled = !verb;
  row.parts.tick.setAttribute("aria-pressed", String(task.state === "done"));
  const label = say(words.about, { verb: words[verb || "complete"], title: task.title });
  row.parts.tick.setAttribute("aria-label", label);
  row.parts.tick.title = verb ? words[verb] : "";
  row.parts.title.textContent = task.title;
  drawFacts(it, row.parts.facts, task);
  drawDue(it, row.parts.due, task);
  row.nearVerb = NEAR_VERBS.find((name) => can.includes(name));
  row.parts.near.hidden = !row.nearVerb;
  row.parts.near.textContent = row.nearVerb ? words[row.nearVerb] : "";
  row.parts.near.setAttribute("aria-label", say(words.about, { verb: row.parts.near.textContent, title: task.title }));
  row.parts.dots.setAttribute("aria-label", say(words.more_verbs, { title: task.title }));
}

function tickVerb(task) {
  const can = task.can || [];
  if (task.state === "done") return can.includes("reopen") ? "reopen" : null;
  return TICK_VERBS.find((verb) => can.includes(verb)) || null;
}

function clicked(it, event) {
  const button = event.target.closest("button");
  const row = event.target.closest(".row");
  if (!button || !row || it.pending.has(row.task.id)) return;
  const task = row.task;
  if (button === row.parts.tick) tick(it, row, tickVerb(task));
  else if (button === row.parts.near) wait(it, row, row.nearVerb);
  else if (button === row.parts.title) actOnTask(it, "open", task);
  else if (button === row.parts.dots) {
    const near = row.parts.near.checkVisibility() ? row.nearVerb : null;
    const shown = [tickVerb(task), near];
    const verbs = FAR_VERBS.filter((verb) => (task.can || []).includes(verb) && !shown.includes(verb));
    const choices = verbs.map((verb) => ({ label: it.words[verb], run: () => wait(it, row, verb) }));
    choices.push({ label: it.words.open, run: () => actOnTask(it, "open", task) });
    openMenu(it, button, say(it.words.more_verbs, { title: task.title }), choices);
  }
}

// A tick goes straight to be written and is struck as soon as it is; the page follows. What is not
// written that way (a reason is needed first, say) is asked of the page.
async function tick(it, row, verb) {
  if (!["complete", "reopen"].includes(verb)) return wait(it, row, verb);
  const { task } = row;
  const waiting = awaitAnswer(it, task, { number: Infinity, verb });
  showWaiting(row);
  const kept = await write(task, verb);
  if (it.pending.get(task.id) !== waiting) return;
  if (!kept) return ask(it, verb, task);
  waiting.kept = kept;
  waiting.number = act(it, "refresh");
  keepFocus(it, it.redraw);
}

async function write(task, verb) {
  try {
    const answer = await fetch("tick", { method: "POST", body: new URLSearchParams({ task: task.id, verb }) });
    return answer.ok ? (await answer.json()).state : null;
  } catch {
    return null;
  }
}

// Shows at once that the tap was felt; whether it counts is for the next data to say.
function wait(it, row, verb) {
  ask(it, verb, row.task);
  showWaiting(row);
}

function walked(it, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = event.target.closest(".row");
  if (!step || !row) return;
  const rows = walkable(it);
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  event.preventDefault();
  const target = next.querySelector(`.${event.target.classList[0]}`);
  (target && !target.hidden && !target.disabled ? target : next.parts.title).focus();
}
