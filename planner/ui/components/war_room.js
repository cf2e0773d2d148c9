// The war room: made once, then only texts and heights that changed are set, so nothing flickers.

const SILENT_AFTER = 45;
const BEHIND = 0.95;
const FULL = "planner-war-room-full";

export default function (component) {
  return present(component, { build, prepare: () => {}, draw, settled: () => "" });
}

function build(it) {
  const head = it.stage.appendChild(make("header", "head"));
  const names = head.appendChild(make("div", "names"));
  it.heading = names.appendChild(make("div", "heading"));
  it.source = names.appendChild(make("div", "source"));
  it.clock = head.appendChild(make("div", "clock"));
  it.toggle = head.appendChild(makeButton("toggle", "", () => setFull(it, !isFull(it), true)));
  it.alarm = it.stage.appendChild(make("div", "alarm"));
  it.alarm.setAttribute("role", "status");
  it.numbers = it.stage.appendChild(make("div", "numbers"));
  it.chart = it.stage.appendChild(make("section", "chart"));
  const top = it.chart.appendChild(make("div", "top"));
  it.barsTitle = top.appendChild(make("h2"));
  it.legend = top.appendChild(make("div", "legend"));
  it.bars = it.chart.appendChild(make("div", "bars"));
  it.bars.setAttribute("role", "img");
  it.barsNote = it.chart.appendChild(make("div", "foot"));
  it.lists = it.stage.appendChild(make("div", "lists"));
  it.rows = new Map();
  it.watch = setInterval(() => listen(it), 5000);
  it.left = () => {
    if (!document.fullscreenElement && it.real) setFull(it, false, false);
    it.real = Boolean(document.fullscreenElement);
  };
  document.addEventListener("fullscreenchange", it.left);
  it.leave.push(() => clearInterval(it.watch));
  it.leave.push(() => document.removeEventListener("fullscreenchange", it.left));
  if (kept()) it.root.classList.add("full");
}

function draw(it) {
  const { content, words } = it;
  if (it.seenTick !== content.tick) {
    it.seenTick = content.tick;
    it.seenAt = Date.now();
  }
  it.root.setAttribute("role", "region");
  it.root.setAttribute("aria-label", words.room);
  set(it.heading, content.heading);
  set(it.source, content.source);
  set(it.clock, content.clock);
  label(it);
  listen(it);
  fit(it, it.numbers, content.numbers, newNumber, drawNumber);
  drawBars(it);
  fit(it, it.lists, content.lists, newList, (node, list) => drawList(it, node, list));
}

// As many nodes as items, kept by their key and in order; only what is new is made.
function fit(it, parent, items, create, update) {
  const known = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const node = known.get(String(item.key)) || create(item);
    known.delete(String(item.key));
    node.dataset.key = item.key;
    if (node !== cursor) parent.insertBefore(node, cursor);
    else cursor = cursor.nextElementSibling;
    update(node, item);
  }
  for (const node of known.values()) node.remove();
}

function newNumber() {
  const node = make("div", "number");
  node.label = node.appendChild(make("div", "label"));
  node.value = node.appendChild(make("div", "value"));
  for (const part of ["before", "digits", "after"]) {
    node[part] = node.value.appendChild(make("span", part));
  }
  node.note = node.appendChild(make("div", "note"));
  node.foot = node.appendChild(make("div", "foot"));
  return node;
}

function drawNumber(node, item) {
  const [, before, digits, after] = item.value.match(/^(\D*)([\d.,]*)(.*)$/);
  set(node.label, item.label);
  set(node.before, before);
  set(node.digits, digits);
  set(node.after, after);
  set(node.note, item.note);
  set(node.foot, item.foot);
  tone(node, item.tone);
}

function drawBars(it) {
  const { bars } = it.content;
  it.chart.hidden = !bars;
  if (!bars) return;
  const most = Math.max(1, ...bars.hours.map((one) => Math.max(one.plan || 0, one.reached || 0, one.ghost || 0)));
  set(it.barsTitle, bars.title);
  set(it.barsNote, bars.note);
  it.bars.setAttribute("aria-label", bars.said);
  const keys = [["bar", it.words.reached], ["late", it.words.behind], ["plan", it.words.plan]];
  if (bars.ghost) keys.push(["ghost", bars.ghost]);
  const sign = keys.join();
  if (it.legendSign !== sign) {
    it.legendSign = sign;
    it.legend.replaceChildren(...keys.map(([name, text]) => legendKey(name, text)));
  }
  const items = bars.hours.map((hour, place) => ({ ...hour, key: hour.label + place }));
  fit(it, it.bars, items, newHour, (node, hour) => drawHour(node, hour, most));
}

function newHour() {
  const node = make("div", "hour");
  const plot = node.appendChild(make("div", "plot"));
  for (const part of ["ghost", "bar", "plan"]) node[part] = plot.appendChild(make("i", part));
  node.label = node.appendChild(make("span", "at"));
  return node;
}

function drawHour(node, hour, most) {
  height(node.ghost, hour.ghost, most);
  height(node.bar, hour.reached, most);
  height(node.plan, hour.plan, most);
  node.classList.toggle("partial", Boolean(hour.partial));
  node.classList.toggle("behind", hour.reached !== null && !hour.partial && hour.reached < (hour.plan || 0) * BEHIND);
  set(node.label, hour.label);
  if (node.title !== hour.text) node.title = hour.text;
}

function height(node, value, most) {
  const share = value === null ? "" : `${((value / most) * 100).toFixed(2)}%`;
  if (node.style.getPropertyValue("--share") !== share) node.style.setProperty("--share", share);
  node.hidden = value === null;
}

function newList() {
  const node = make("section", "list");
  const head = node.appendChild(make("h2"));
  node.name = head.appendChild(make("span"));
  node.count = head.appendChild(make("b", "count"));
  node.items = node.appendChild(make("ul"));
  node.nothing = node.appendChild(make("div", "nothing"));
  return node;
}

function drawList(it, node, list) {
  set(node.name, list.title);
  set(node.count, list.count);
  set(node.nothing, list.items.length ? "" : list.empty);
  node.nothing.hidden = list.items.length > 0;
  fit(it, node.items, list.items, newItem, drawItem);
}

function newItem() {
  const node = make("li", "item");
  node.text = node.appendChild(make("div", "text"));
  node.note = node.appendChild(make("div", "note"));
  return node;
}

function drawItem(node, item) {
  set(node.text, item.text);
  set(node.note, item.note);
  tone(node, item.tone);
}

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function tone(node, wanted) {
  if (node.dataset.tone !== (wanted || "")) node.dataset.tone = wanted || "";
}

// Figures that are old are said loudly, and so is a screen that nobody refreshes any more.
function listen(it) {
  if (!it.root.isConnected) {
    clearInterval(it.watch);
    document.removeEventListener("fullscreenchange", it.left);
    return;
  }
  const silent = Math.round((Date.now() - it.seenAt) / 1000);
  const lost = silent > SILENT_AFTER;
  const said = lost ? say(it.words.silent, { n: silent }) : it.content.alarm;
  set(it.alarm, said);
  it.alarm.hidden = !said;
  tone(it.alarm, lost ? "old" : it.content.tone);
}

function isFull(it) {
  return it.root.classList.contains("full");
}

function setFull(it, full, ask) {
  it.root.classList.toggle("full", full);
  keep(full);
  label(it);
  if (!ask) return;
  // Where a browser has no full screen of its own, the room still covers the page.
  const asked = full ? it.root.requestFullscreen?.() : document.fullscreenElement && document.exitFullscreen();
  Promise.resolve(asked).catch(() => {});
}

function label(it) {
  set(it.toggle, isFull(it) ? it.words.leave : it.words.enter);
}

function kept() {
  try {
    return sessionStorage.getItem(FULL) === "yes";
  } catch {
    return false;
  }
}

function keep(full) {
  try {
    sessionStorage.setItem(FULL, full ? "yes" : "");
  } catch {
    return;
  }
}
