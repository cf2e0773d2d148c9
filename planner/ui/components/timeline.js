// The timeline: a frozen column of titles, a frozen head of months, days, phases and milestones,
// and bars placed by two style variables, so that zooming changes one number and no bar.

const WIDEST_DAY = 40;
const WEEK_DAY = 17;
const NARROWEST_DAY = 5;
const BAND = 24;
const LANE = 20;

export default function (component) {
  return present(component, { build, prepare, draw, settled: () => "" });
}

function prepare(content) {
  content.rows = unpack(content.rows);
}

function build(it) {
  it.legend = it.stage.appendChild(make("div", "legend"));
  it.frame = it.stage.appendChild(make("div", "frame"));
  it.frame.setAttribute("role", "region");
  it.canvas = it.frame.appendChild(make("div", "canvas"));
  it.head = it.canvas.appendChild(make("div", "head"));
  it.corner = it.head.appendChild(make("div", "corner"));
  it.scale = it.head.appendChild(make("div", "scale"));
  it.body = it.canvas.appendChild(make("div", "body"));
  it.back = it.body.appendChild(make("div", "back"));
  it.rows = it.body.appendChild(make("div", "rows"));
  it.rows.setAttribute("role", "list");
  it.nothing = it.stage.appendChild(make("div", "nothing"));
  it.remainder = it.stage.appendChild(make("div", "remainder"));
  it.remainder.appendChild(makeButton("further", "", () => act(it, "more", { group: "rows" })));
  it.ink = document.createElement("canvas").getContext("2d");
  it.rows.onclick = (event) => clicked(it, event);
  it.rows.onkeydown = (event) => pressed(it, event);
  it.frame.onscroll = () => {
    if (it.frameAsked) return;
    it.frameAsked = true;
    requestAnimationFrame(() => pointToBars(it));
  };
  const watch = new ResizeObserver(() => fitted(it));
  watch.observe(it.frame);
  it.leave.push(() => watch.disconnect());
}

function draw(it) {
  const plan = it.content;
  const { words } = it;
  it.root.style.setProperty("--tall", `${plan.height}px`);
  it.canvas.style.setProperty("--count", plan.days.length);
  it.frame.setAttribute("aria-label", `${words.timeline}: ${plan.first_day} – ${plan.last_day}`);
  it.rows.setAttribute("aria-label", words.timeline);
  const family = getComputedStyle(it.root).fontFamily;
  it.ink.font = `12px ${family}`;
  drawLegend(it);
  drawRows(it);
  const tasks = plan.rows.filter((row) => row.kind === "task").length;
  it.nothing.hidden = tasks > 0;
  it.nothing.textContent = words.nothing;
  const counted = { shown: plan.shown ?? tasks, count: plan.count ?? tasks };
  drawFurther(it, it.remainder, it.remainder.firstChild, counted);
  it.scaleSign = null;
  fitted(it);
}

// ---- the frame: width of a day, head, bands -------------------------------------------------

function fitted(it) {
  const width = it.frame.clientWidth;
  if (!width) return;
  const phone = width < 640;
  it.names = phone ? 132 : Math.min(320, Math.round(width * 0.26));
  const room = width - it.names;
  const whole = Math.max(NARROWEST_DAY, room / it.content.days.length);
  const zoom = it.zoom || (whole >= 10 ? "fit" : "weeks");
  const day = { fit: whole, weeks: Math.max(WEEK_DAY, whole), days: Math.max(WIDEST_DAY, whole) }[zoom];
  const sign = `${day} ${it.names} ${zoom}`;
  if (it.scaleSign === sign) return;
  const first = !it.day;
  const middle = first ? 0 : (it.frame.scrollLeft + room / 2) / it.day;
  it.scaleSign = sign;
  it.day = day;
  it.shown = zoom;
  it.canvas.style.setProperty("--day", `${day}px`);
  it.canvas.style.setProperty("--names", `${it.names}px`);
  drawScale(it);
  drawBack(it);
  it.canvas.style.setProperty("--head", `${it.head.offsetHeight}px`);
  for (const row of it.pool.values()) if (row.parts.bar) layLabel(it, row);
  for (const button of it.legend.querySelectorAll("[data-zoom]")) {
    button.setAttribute("aria-pressed", String(button.dataset.zoom === zoom));
  }
  if (first) toToday(it);
  else it.frame.scrollLeft = middle * day - room / 2;
  pointToBars(it);
}

function zoomTo(it, zoom) {
  it.zoom = zoom;
  fitted(it);
}

function toToday(it) {
  if (!hasToday(it)) return;
  it.frame.scrollLeft = it.content.today * it.day - (it.frame.clientWidth - it.names) / 3;
}

function hasToday(it) {
  return typeof it.content.today === "number";
}

function drawLegend(it) {
  const { words, content } = it;
  const teams = new Map();
  for (const row of content.rows) if (row.team) teams.set(row.team, row.team_colour);
  const sign = JSON.stringify([[...teams], words]);
  if (it.legendSign === sign) return;
  it.legendSign = sign;
  const tools = make("div", "tools");
  const zooms = tools.appendChild(make("div", "zooms"));
  zooms.setAttribute("role", "group");
  zooms.setAttribute("aria-label", words.zoom);
  for (const zoom of ["fit", "weeks", "days"]) {
    const button = zooms.appendChild(makeButton("zoom", words[zoom], () => zoomTo(it, zoom)));
    button.dataset.zoom = zoom;
    button.setAttribute("aria-pressed", String(it.shown === zoom));
  }
  if (hasToday(it)) {
    tools.appendChild(makeButton("zoom to-today", words.to_today, () => toToday(it)));
  }
  const keys = make("div", "keys");
  keys.setAttribute("role", "group");
  keys.setAttribute("aria-label", words.legend);
  for (const [team, colour] of teams) {
    const key = keys.appendChild(teamMark(team, colour));
    key.classList.add("key");
  }
  keys.appendChild(keyOf("sample late", words.late));
  keys.appendChild(keyOf("sample done", words.done));
  keys.appendChild(keyOf("sample blocked", words.blocked));
  for (const [icon, word] of [["flag", words.stuck_mark], ["star", words.must_have]]) {
    keys.appendChild(mark(icon, word, true));
  }
  keys.appendChild(keyOf("diamond", words.milestone));
  it.legend.replaceChildren(tools, keys);
}

function keyOf(classes, word) {
  const key = make("span", "mark");
  key.appendChild(make("i", classes)).setAttribute("aria-hidden", "true");
  key.appendChild(make("span", "", word));
  return key;
}

function drawScale(it) {
  const plan = it.content;
  const parts = [];
  const months = make("div", "line months");
  for (const month of plan.months || []) {
    const span = months.appendChild(spanFrom("month", month));
    span.title = month.label;
    if (fits(it, month.label, month)) span.appendChild(make("span", "stay", month.label));
  }
  parts.push(months);
  if (it.day >= 3) parts.push(dayLine(it));
  parts.push(phaseLine(it), pointLine(it));
  it.scale.replaceChildren(...parts);
}

// A number under every day where it fits, else under one day in seven.
function dayLine(it) {
  const line = make("div", "line days");
  const every = it.day >= 22;
  it.content.days.forEach((day, at) => {
    if (!every && (at - weekStart(it)) % 7 !== 0) return;
    const cell = line.appendChild(make("span", day.rest && every ? "day rest" : "day"));
    cell.style.setProperty("--from", at);
    cell.style.setProperty("--span", every ? 1 : 7);
    if (every && it.day >= 30 && day.weekday) cell.appendChild(make("small", "", day.weekday));
    cell.appendChild(make("span", "", day.label));
  });
  return line;
}

function weekStart(it) {
  const days = it.content.days;
  const at = days.findIndex((day, i) => i > 0 && days[i - 1].rest && !day.rest);
  return Math.max(at, 0) % 7;
}

function phaseLine(it) {
  const phases = it.content.phases || [];
  const line = make("div", "line bands");
  const lanes = [];
  for (const phase of phases) {
    const lane = lanes.findIndex((end) => end <= (phase.from || 0));
    const at = lane < 0 ? lanes.length : lane;
    lanes[at] = phase.to;
    const band = line.appendChild(spanFrom(`band ${plainKind(phase.kind)}`, phase));
    band.style.top = `${at * BAND}px`;
    band.title = phase.label ? `${phase.name} · ${phase.label}` : phase.name;
    if (fits(it, phase.name, phase)) band.appendChild(make("span", "stay", phase.name));
  }
  line.style.height = `${lanes.length * BAND}px`;
  return line;
}

function fits(it, text, { from = 0, to }) {
  return it.ink.measureText(text).width + 16 <= (to - from) * it.day;
}

// Milestones, today, and phases too short for their names take the first lane that is free.
function pointLine(it) {
  const { content, words } = it;
  const line = make("div", "line");
  const width = content.days.length * it.day;
  const points = (content.milestones || []).map((point) => ({ ...point, kind: "milestone" }));
  for (const phase of content.phases || []) {
    if (fits(it, phase.name, phase)) continue;
    points.push({ ...phase, at: phase.from || 0, kind: `short ${plainKind(phase.kind)}` });
  }
  if (hasToday(it)) points.push({ name: words.today, at: content.today, label: "", kind: "now" });
  points.sort((a, b) => a.at - b.at);
  const lanes = [];
  for (const point of points) {
    const text = it.ink.measureText(point.name).width + 24;
    const x = point.at * it.day;
    const turned = x + text > width;
    const start = turned ? x - text : x - 7;
    const free = lanes.findIndex((end) => end <= start);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = turned ? x + 10 : x + text;
    const node = line.appendChild(make("span", `point ${point.kind}${turned ? " turned" : ""}`));
    node.style.setProperty("--from", point.at);
    node.style.top = `${lane * LANE}px`;
    node.title = point.label ? `${point.name} · ${point.label}` : point.name;
    if (point.kind !== "now") node.appendChild(make("i", point.kind === "milestone" ? "diamond" : "square"));
    node.appendChild(make("span", "", point.name));
  }
  line.style.height = `${lanes.length * LANE + 4}px`;
  return line;
}

function drawBack(it) {
  const { content } = it;
  const parts = [];
  content.days.forEach((day, at) => {
    if (!day.rest) return;
    parts.push(spanFrom("rest-day", { from: at, to: at + 1 }));
  });
  for (const phase of content.phases || []) {
    parts.push(spanFrom(`veil ${plainKind(phase.kind)}`, phase));
  }
  for (const month of content.months || []) {
    if (month.from > 0) parts.push(spanFrom("month-edge", { from: month.from, to: month.from }));
  }
  for (const point of content.milestones || []) {
    parts.push(spanFrom("point-line", { from: point.at, to: point.at }));
  }
  if (hasToday(it)) {
    parts.push(spanFrom("today-line", { from: content.today, to: content.today }));
  }
  it.back.replaceChildren(...parts);
}

function spanFrom(classes, { from = 0, to }) {
  const node = make("div", classes);
  node.style.setProperty("--from", from);
  node.style.setProperty("--span", to - from);
  return node;
}

function plainKind(kind) {
  return ["warm_up", "burst", "wrap_up"].includes(kind) ? kind : "other";
}

// ---- the rows -------------------------------------------------------------------------------

function drawRows(it) {
  const seen = { group: "" };
  const items = it.content.rows.slice(0, it.most).map((row) => {
    if (row.kind === "group") seen.group = row.id ?? row.title;
    const key = row.kind === "group" ? `group ${seen.group}` : `${seen.group} ${row.id}`;
    return { key, sign: `${JSON.stringify(row)}${it.words.late}`, value: row };
  });
  const anew = (item) => (item.value.kind === "group" ? createGroup() : createRow());
  reconcile(it.pool, [[it.rows, items]], anew, (node, item) => {
    if (item.value.kind === "group") updateGroup(it, node, item.value);
    else updateRow(it, node, item.value);
  });
  rove(it);
}

function createGroup() {
  const node = make("div", "group");
  node.setAttribute("role", "listitem");
  const label = node.appendChild(make("div", "label"));
  const dot = label.appendChild(make("i", "dot"));
  const name = label.appendChild(make("span", "text"));
  const count = label.appendChild(make("span", "count"));
  node.parts = { dot, name, count };
  return node;
}

function updateGroup(it, node, group) {
  const { dot, name, count } = node.parts;
  dot.hidden = !group.colour;
  dot.style.setProperty("--team", plainColour(group.colour));
  name.textContent = group.title;
  name.title = group.title;
  count.textContent = shownOf(it, { shown: group.shown ?? group.count ?? 0, count: group.count ?? 0 });
}

function createRow() {
  const node = make("div", "row");
  node.setAttribute("role", "listitem");
  node.setAttribute("data-walk", "");
  const name = node.appendChild(makeButton("name"));
  const text = name.appendChild(make("span", "text"));
  const lane = node.appendChild(make("div", "lane"));
  const bar = lane.appendChild(make("div", "bar"));
  const label = bar.appendChild(make("span", "bar-label"));
  lane.appendChild(make("i", "hint icon icon-fold")).setAttribute("aria-hidden", "true");
  node.parts = { name, text, bar, label };
  return node;
}

function updateRow(it, node, task) {
  const { words } = it;
  const { name, text, bar, label } = node.parts;
  node.task = task;
  text.textContent = task.title;
  const states = { doing: words.doing, review: words.in_review, done: words.done };
  const told = [
    task.title,
    task.team,
    task.owner || words.unclaimed,
    task.due_label,
    states[task.state],
    task.late && words.late,
    task.blocked && words.blocked,
    task.stuck && words.stuck_mark,
    task.must_have && words.must_have,
  ].filter(Boolean);
  name.setAttribute("aria-label", told.join(", "));
  name.title = bar.title = told.join(" · ");
  const from = task.from || 0;
  bar.className = `bar ${task.state || "todo"}${task.late ? " late" : ""}${task.blocked ? " blocked" : ""}`;
  bar.style.setProperty("--from", from);
  bar.style.setProperty("--span", (task.to ?? from + 1) - from);
  bar.style.setProperty("--team", plainColour(task.team_colour));
  const said = [];
  if (task.state === "done") said.push(make("i", "icon icon-check"));
  if (task.late) said.push(make("i", "icon icon-late"));
  if (task.stuck) said.push(make("i", "icon icon-flag"));
  if (task.must_have) said.push(make("i", "icon icon-star"));
  const note = [task.owner, task.due_label].filter(Boolean).join(" · ");
  said.push(make("span", "", note));
  label.replaceChildren(...said);
  node.wide = it.ink.measureText(note).width + (said.length - 1) * 17 + 16;
  if (it.day) layLabel(it, node);
}

// Inside the bar where it fits, else behind it, else in front of it; shortened where it fits nowhere.
function layLabel(it, node) {
  const from = node.task.from || 0;
  const to = node.task.to ?? from + 1;
  const inside = (to - from) * it.day >= node.wide;
  const behind = (it.content.days.length - to) * it.day;
  const before = from * it.day - 4;
  const ahead = !inside && behind < node.wide && behind < before;
  const room = ahead ? before : behind;
  const label = inside ? 0 : Math.min(node.wide, room) / it.day;
  node.parts.label.style.maxWidth = inside ? "" : `${room}px`;
  node.reach = [from - (ahead ? label : 0), to + (ahead ? 0 : label)];
  node.parts.label.className = `bar-label ${inside ? "inside" : ahead ? "ahead" : "behind"}`;
}

// An arrow at the edge stands for a bar that is out of sight on that side.
function pointToBars(it) {
  it.frameAsked = false;
  const first = it.frame.scrollLeft / it.day;
  const last = first + (it.frame.clientWidth - it.names) / it.day;
  for (const { task, dataset, reach } of it.pool.values()) {
    if (!task) continue;
    const off = reach[1] <= first ? "before" : reach[0] >= last ? "after" : "";
    if (dataset.off !== off) dataset.off = off;
  }
}

function clicked(it, event) {
  const row = event.target.closest(".row");
  if (row && event.target.closest(".hint")) {
    it.frame.scrollTo({ left: ((row.task.from || 0) - 2) * it.day, behavior: "smooth" });
  } else if (row && event.target.closest(".name, .bar")) actOnTask(it, "open", row.task);
}

function pressed(it, event) {
  const row = event.target.closest(".row");
  if (!row) return;
  const side = { ArrowLeft: -7, ArrowRight: 7 }[event.key];
  if (side) {
    event.preventDefault();
    it.frame.scrollLeft += side * it.day;
    return;
  }
  const rows = walkable(it);
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  const left = it.frame.scrollLeft;
  rows[to].parts.name.focus();
  it.frame.scrollLeft = left;
  rove(it, rows[to]);
}

function rove(it, chosen) {
  const rows = walkable(it);
  const stop = chosen || rows.find((row) => row.parts.name.tabIndex === 0) || rows[0];
  for (const row of rows) row.parts.name.tabIndex = row === stop ? 0 : -1;
}
