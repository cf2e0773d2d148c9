// The timeline: a frozen column of titles, a frozen head of months, days, phases and milestones,
// and bars placed by two style variables, so that zooming changes one number and no bar.

const NARROWEST_DAY = 5;
// The days that fill the frame at each zoom but the widest, and the least pixels that each gets.
const ZOOMS = { month: [31, 12], week: [7, 36], day: [1, 576] };
const HOUR_STEPS = [1, 2, 3, 6, 12];
const BAND = 24;
const LANE = 20;
const BEND = 9;
// By the place of a link's kind in LinkKind: whether it leaves the finish, and reaches the start.
const ENDS = [[true, true], [false, true], [true, false], [false, false]];

export default function (component) {
  return present(component, { build, prepare, draw, settled });
}

function prepare(content) {
  content.rows = unpack(content.rows);
}

function build(it) {
  it.legend = it.stage.appendChild(make("div", "legend"));
  it.around = it.stage.appendChild(make("div", "around"));
  it.frame = it.around.appendChild(make("div", "frame"));
  it.frame.setAttribute("role", "region");
  it.canvas = it.frame.appendChild(make("div", "canvas"));
  it.head = it.canvas.appendChild(make("div", "head"));
  it.corner = it.head.appendChild(make("div", "corner"));
  it.scale = it.head.appendChild(make("div", "scale"));
  it.body = it.canvas.appendChild(make("div", "body"));
  it.back = it.body.appendChild(make("div", "back"));
  it.arrows = makeDrawing("svg", { class: "arrows" });
  it.rows = it.body.appendChild(make("div", "rows"));
  it.rows.setAttribute("role", "list");
  it.held = it.around.appendChild(make("div", "held"));
  it.held.hidden = true;
  it.nothing = it.stage.appendChild(make("div", "nothing"));
  it.remainder = it.stage.appendChild(make("div", "remainder"));
  it.remainder.appendChild(makeButton("further", "", () => act(it, "more", { group: "rows" })));
  it.ink = document.createElement("canvas").getContext("2d");
  it.rows.onclick = (event) => clicked(it, event);
  it.rows.onkeydown = (event) => pressed(it, event);
  it.rows.addEventListener("focusin", (event) => reached(it, event));
  it.frame.addEventListener("keydown", (event) => zoomedByKey(it, event));
  it.frame.addEventListener("wheel", (event) => zoomedByWheel(it, event), { passive: false });
  it.frame.addEventListener("touchmove", (event) => zoomedByFingers(it, event), { passive: false });
  it.frame.addEventListener("touchend", () => (it.spread = 0));
  it.zoom = zoomInAddress();
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
  it.canvas.classList.toggle("with-chain", plan.rows.some((row) => row.critical));
  drawLegend(it);
  drawRows(it);
  const tasks = plan.rows.filter((row) => row.kind === "task").length;
  it.nothing.hidden = tasks > 0;
  it.nothing.textContent = words.nothing;
  const counted = { shown: plan.shown ?? tasks, count: plan.count ?? tasks };
  drawFurther(it, it.remainder, it.remainder.firstChild, counted);
  it.scaleSign = null;
  fitted(it);
  drawChosen(it);
}

function settled(it, answer) {
  const row = it.byId.get(answer.id);
  const same = row && JSON.stringify(row.task) === answer.before;
  return say(same ? it.words.unchanged : it.words.now_saved, { title: answer.title });
}

function shows(it, mark) {
  return (it.content.marks || []).includes(mark);
}

// ---- the frame: width of a day, head, bands -------------------------------------------------

function fitted(it) {
  const width = it.frame.clientWidth;
  if (!width) return;
  const phone = width < 640;
  it.names = phone ? 132 : Math.min(320, Math.round(width * 0.26));
  const room = width - it.names;
  const whole = Math.max(NARROWEST_DAY, room / it.content.days.length);
  const zoom = it.zoom || (whole >= 10 ? "fit" : "month");
  const [days, least] = ZOOMS[zoom] || [it.content.days.length, NARROWEST_DAY];
  const day = Math.max(whole, room / days, least);
  const sign = `${day} ${it.names} ${zoom}`;
  if (it.scaleSign === sign) return;
  const first = !it.day;
  const kept = first ? 0 : keptPlace(it, room);
  const offset = kept * it.day - it.frame.scrollLeft;
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
  else it.frame.scrollLeft = kept * day - offset;
  pointToBars(it);
  drawArrows(it);
}

// What stays where it is when the zoom changes: the chosen bar if one sees it, today, the middle.
function keptPlace(it, room) {
  const first = it.frame.scrollLeft / it.day;
  const last = first + room / it.day;
  const row = it.byId.get(it.chosen);
  const places = row ? [row.task.from || 0] : [];
  if (hasToday(it)) places.push(it.content.today);
  return places.find((place) => place >= first && place < last) ?? (first + last) / 2;
}

function zoomTo(it, zoom) {
  it.zoom = zoom;
  const address = new URL(location.href);
  address.searchParams.set("zoom", zoom);
  history.replaceState(history.state, "", address);
  fitted(it);
}

function zoomInAddress() {
  const zoom = new URL(location.href).searchParams.get("zoom");
  return zoom === "fit" || Object.hasOwn(ZOOMS, zoom) ? zoom : "";
}

function zoomBy(it, step) {
  const zooms = ["fit", ...Object.keys(ZOOMS)];
  const zoom = zooms[zooms.indexOf(it.shown) + step];
  if (zoom) zoomTo(it, zoom);
}

function zoomedByKey(it, event) {
  const step = { "+": 1, "=": 1, "-": -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  zoomBy(it, step);
}

// A pinch on a touchpad comes as a wheel with the control key; one step for each, not for each tick.
function zoomedByWheel(it, event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  if (event.timeStamp - (it.wheeled || 0) > 300) zoomBy(it, event.deltaY < 0 ? 1 : -1);
  it.wheeled = event.timeStamp;
}

function zoomedByFingers(it, event) {
  if (event.touches.length !== 2) return;
  event.preventDefault();
  const [one, other] = event.touches;
  const spread = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  if (!it.spread) it.spread = spread;
  if (spread > it.spread * 1.5 || spread < it.spread / 1.5) {
    zoomBy(it, spread > it.spread ? 1 : -1);
    it.spread = spread;
  }
}

function toToday(it) {
  if (!hasToday(it)) return;
  it.frame.scrollLeft = it.content.today * it.day - (it.frame.clientWidth - it.names) / 3;
}

// To today, and down to the first task that is not behind it.
function toWork(it) {
  toToday(it);
  const row = [...it.byId.values()].find(
    ({ task }) => task.state !== "done" && (task.to || 0) >= it.content.today,
  );
  if (row) it.frame.scrollTop = row.offsetTop - 40;
}

function hasToday(it) {
  return typeof it.content.today === "number";
}

function drawLegend(it) {
  const { words, content } = it;
  const teams = new Map();
  for (const row of content.rows) if (row.team) teams.set(row.team, row.team_colour);
  const sign = JSON.stringify([[...teams], words, content.marks, content.freezes?.length]);
  if (it.legendSign === sign) return;
  it.legendSign = sign;
  const tools = make("div", "tools");
  const zooms = tools.appendChild(make("div", "zooms"));
  zooms.setAttribute("role", "group");
  zooms.setAttribute("aria-label", words.zoom);
  for (const zoom of ["fit", ...Object.keys(ZOOMS)]) {
    const button = zooms.appendChild(makeButton("zoom", words[zoom], () => zoomTo(it, zoom)));
    button.dataset.zoom = zoom;
    button.setAttribute("aria-pressed", String(it.shown === zoom));
  }
  if (hasToday(it)) {
    tools.appendChild(makeButton("zoom to-today", words.to_today, () => toWork(it)));
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
  if (content.rows.some((row) => row.pinned)) keys.appendChild(mark("pin", words.pinned, true));
  keys.appendChild(keyOf("diamond", words.milestone));
  keys.appendChild(keyOf("gate-sample", words.gate));
  if (content.freezes?.length) keys.appendChild(keyOf("frozen-sample", words.freeze));
  if (shows(it, "chain")) keys.appendChild(keyOf("sample chain", words.critical));
  if (shows(it, "baseline")) keys.appendChild(keyOf("was-sample", words.baseline));
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
  if (hourStep(it)) parts.push(hourLine(it));
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
    const told = it.day >= 200 ? cell.appendChild(make("span", "stay")) : cell;
    if (every && it.day >= 46 && day.weekday) told.appendChild(make("small", "", day.weekday));
    told.appendChild(make("span", "", day.label));
  });
  return line;
}

function weekStart(it) {
  return it.content.monday || 0;
}

// The fewest hours between two figures that leave each its room; 0 where only days have some.
function hourStep(it) {
  return HOUR_STEPS.find((hours) => (hours * it.day) / 24 >= 26) || 0;
}

function hoursOf(it) {
  const step = hourStep(it);
  const hours = [];
  for (const phase of step ? it.content.phases || [] : []) {
    if (!phase.hours) continue;
    let hour = Math.ceil(Math.round((phase.from || 0) * 1440) / 60 / step) * step;
    for (; hour < Math.round(phase.to * 1440) / 60; hour += step) hours.push(hour);
  }
  return [...new Set(hours)];
}

function hourLine(it) {
  const line = make("div", "line hours");
  const step = hourStep(it);
  const ending = (step * it.day) / 24 >= 42 ? ":00" : "";
  for (const hour of hoursOf(it)) {
    const cell = line.appendChild(make("span", "hour", `${hour % 24}${ending}`));
    cell.style.setProperty("--from", hour / 24);
  }
  return line;
}

function gates(it) {
  const opens = new Map();
  for (const phase of it.content.phases || []) opens.set(phase.from || 0, phase);
  return [...opens].map(([from, phase]) => {
    const wall = spanFrom(`gate ${plainKind(phase.kind)}`, { from, to: from });
    wall.title = phase.label;
    return wall;
  });
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
  for (const freeze of it.content.freezes || []) {
    const band = line.appendChild(spanFrom("band frozen", freeze));
    band.style.top = `${lanes.length * BAND}px`;
    band.title = freeze.label;
    if (fits(it, freeze.name, freeze)) band.appendChild(make("span", "stay", freeze.name));
  }
  line.append(...gates(it));
  const rows = lanes.length + (it.content.freezes?.length ? 1 : 0);
  line.style.height = `${rows * BAND}px`;
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
  const frozen = new Set();
  for (const freeze of content.freezes || []) if (fits(it, freeze.name, freeze)) frozen.add(freeze.from);
  const points = (content.milestones || [])
    .filter((point) => !frozen.has(point.at))
    .map((point) => ({ ...point, kind: "milestone" }));
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
  for (const hour of hoursOf(it)) {
    parts.push(spanFrom("hour-edge", { from: hour / 24, to: hour / 24 }));
  }
  for (const phase of content.phases || []) {
    parts.push(spanFrom(`veil ${plainKind(phase.kind)}`, phase));
  }
  for (const month of content.months || []) {
    if (month.from > 0) parts.push(spanFrom("month-edge", { from: month.from, to: month.from }));
  }
  for (const point of content.milestones || []) {
    parts.push(spanFrom("point-line", { from: point.at, to: point.at }));
  }
  for (const freeze of content.freezes || []) parts.push(spanFrom("frozen", freeze));
  parts.push(...gates(it));
  if (hasToday(it)) {
    parts.push(spanFrom("today-line", { from: content.today, to: content.today }));
  }
  it.back.replaceChildren(...parts, it.arrows);
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
    const waiting = row.kind === "task" && it.pending.has(row.id);
    return { key, sign: `${JSON.stringify(row)}${it.words.late}${waiting}`, value: row };
  });
  const anew = (item) => (item.value.kind === "group" ? createGroup() : createRow());
  reconcile(it.pool, [[it.rows, items]], anew, (node, item) => {
    if (item.value.kind === "group") updateGroup(it, node, item.value);
    else updateRow(it, node, item.value);
  });
  it.byId = new Map();
  for (const row of it.pool.values()) if (row.task) it.byId.set(row.task.id, row);
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
  const was = lane.appendChild(make("i", "was"));
  const bar = lane.appendChild(make("div", "bar"));
  const label = bar.appendChild(make("span", "bar-label"));
  lane.appendChild(make("i", "hint icon icon-fold")).setAttribute("aria-hidden", "true");
  node.parts = { name, text, bar, label, was };
  return node;
}

function updateRow(it, node, task) {
  const { words } = it;
  const { name, text, bar, label, was } = node.parts;
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
    task.pinned && words.pinned,
    task.critical && words.critical,
    task.was_label,
  ].filter(Boolean);
  name.setAttribute("aria-label", told.join(", "));
  name.title = bar.title = told.join(" · ");
  const from = task.from || 0;
  const marks = ["late", "blocked"].filter((mark) => task[mark]);
  bar.className = ["bar", task.state || "todo", ...marks].join(" ");
  node.classList.toggle("on-chain", Boolean(task.critical));
  node.classList.toggle("waiting", it.pending.has(task.id));
  node.setAttribute("aria-busy", String(it.pending.has(task.id)));
  was.hidden = !task.was;
  if (task.was) {
    was.style.setProperty("--from", task.was[0]);
    was.style.setProperty("--span", task.was[1] - task.was[0]);
  }
  bar.style.setProperty("--from", from);
  bar.style.setProperty("--span", (task.to ?? from + 1) - from);
  bar.style.setProperty("--team", plainColour(task.team_colour));
  const said = [];
  if (task.state === "done") said.push(make("i", "icon icon-check"));
  if (task.late) said.push(make("i", "icon icon-late"));
  if (task.stuck) said.push(make("i", "icon icon-flag"));
  if (task.must_have) said.push(make("i", "icon icon-star"));
  if (task.pinned) said.push(make("i", "icon icon-pin"));
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

// ---- the chosen task: its links, and its toolbar ---------------------------------------------

function choose(it, id) {
  if (it.chosen === id) return;
  it.chosen = id;
  drawChosen(it);
}

function drawChosen(it) {
  if (!it.byId.has(it.chosen)) it.chosen = undefined;
  for (const row of it.byId.values()) row.classList.toggle("chosen", row.task.id === it.chosen);
  drawArrows(it);
  drawHeld(it);
}

function linksOf(it, id) {
  const { links } = it.content;
  const found = [];
  for (let i = 0; id !== undefined && i < links.length; i += 3) {
    if (links[i] === id || links[i + 1] === id) found.push(links.slice(i, i + 3));
  }
  return found.filter(([task, before]) => it.byId.has(task) && it.byId.has(before));
}

function drawArrows(it) {
  if (!it.day) return;
  const links = linksOf(it, it.chosen);
  const linked = new Set(links.flatMap(([task, before]) => [task, before]));
  for (const row of it.byId.values()) row.classList.toggle("linked", linked.has(row.task.id));
  const drawn = links.flatMap(([task, before, kind]) => {
    const [leavesFinish, reachesStart] = ENDS[kind];
    const from = endOf(it, before, leavesFinish);
    const to = endOf(it, task, !reachesStart);
    const side = reachesStart ? -1 : 1;
    const path = makeDrawing("path", { class: "link", d: route(from, to, leavesFinish, reachesStart) });
    const head = `M${to.x},${to.y}l${7 * side},-4v8z`;
    return [path, makeDrawing("path", { class: "tip", d: head })];
  });
  it.arrows.replaceChildren(...drawn);
}

function endOf(it, id, finish) {
  const row = it.byId.get(id);
  const from = row.task.from || 0;
  const place = finish ? (row.task.to ?? from + 1) : from;
  return { x: place * it.day, y: row.offsetTop + row.offsetHeight / 2, tall: row.offsetHeight };
}

// Leaves one end sideways, runs between the rows where it must, and reaches the other end sideways.
function route(from, to, leavesFinish, reachesStart) {
  const out = from.x + (leavesFinish ? BEND : -BEND);
  const into = to.x + (reachesStart ? -BEND : BEND);
  const start = `M${from.x},${from.y}`;
  const end = `V${to.y}H${to.x}`;
  if (leavesFinish !== reachesStart) {
    return `${start}H${leavesFinish ? Math.max(out, into) : Math.min(out, into)}${end}`;
  }
  if (leavesFinish ? into >= out : into <= out) return `${start}H${into}${end}`;
  const between = to.y + (to.y > from.y ? -to.tall : to.tall) / 2;
  return `${start}H${out}V${between}H${into}${end}`;
}

function makeDrawing(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function drawHeld(it) {
  const { words } = it;
  const row = it.byId.get(it.chosen);
  const shown = Boolean(row) && it.content.may_plan;
  it.held.hidden = !shown;
  it.frame.classList.toggle("holds", shown);
  if (!shown) return;
  const { task } = row;
  const waiting = it.pending.has(task.id);
  const sign = JSON.stringify([task, waiting, words.earlier]);
  if (it.heldSign === sign && it.held.firstChild) return;
  it.heldSign = sign;
  const focused = it.held.contains(it.shadow.activeElement) && it.shadow.activeElement.dataset.verb;
  it.held.setAttribute("role", "toolbar");
  it.held.setAttribute("aria-label", `${words.chosen}: ${task.title}`);
  it.held.setAttribute("aria-busy", String(waiting));
  const name = make("span", "held-name", task.title);
  const parts = [name, make("span", "held-due", task.due_label)];
  for (const verb of task.state === "done" ? [] : ["earlier", "later", "latest"]) {
    const button = makeButton("zoom", words[verb], () => shift(it, verb));
    button.dataset.verb = verb;
    button.setAttribute("aria-disabled", String(waiting));
    parts.push(button);
  }
  parts.push(makeButton("zoom", words.details, () => actOnTask(it, "open", task)));
  const away = makeButton("zoom away", "×", () => choose(it, undefined));
  away.setAttribute("aria-label", words.let_go);
  it.held.replaceChildren(...parts, away);
  if (focused) it.held.querySelector(`[data-verb=${focused}]`)?.focus({ preventScroll: true });
  clearOf(it, row);
}

// The toolbar lies over the last rows: the chosen one comes out from under it.
function clearOf(it, row) {
  const under = row.getBoundingClientRect().bottom - it.held.getBoundingClientRect().top + 8;
  if (under > 0 && under < it.held.offsetHeight + 80) it.frame.scrollTop += under;
}

function shift(it, verb) {
  const row = it.byId.get(it.chosen);
  if (!row || it.pending.has(row.task.id) || row.task.state === "done") return;
  ask(it, verb, row.task);
  showWaiting(row);
  drawHeld(it);
}

function reached(it, event) {
  const row = event.target.closest(".row");
  if (row) choose(it, row.task.id);
}

function clicked(it, event) {
  const row = event.target.closest(".row");
  if (row && event.target.closest(".hint")) {
    it.frame.scrollTo({ left: ((row.task.from || 0) - 2) * it.day, behavior: "smooth" });
  } else if (row && event.target.closest(".name, .bar")) {
    choose(it, row.task.id);
    actOnTask(it, "open", row.task);
  }
}

function pressed(it, event) {
  const row = event.target.closest(".row");
  if (!row) return;
  if (event.key === "Escape") return choose(it, undefined);
  const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (side) {
    event.preventDefault();
    if (event.shiftKey && it.content.may_plan) shift(it, side < 0 ? "earlier" : "later");
    else it.frame.scrollLeft += side * Math.min(7 * it.day, it.frame.clientWidth / 2);
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
