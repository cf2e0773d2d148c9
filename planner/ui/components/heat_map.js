// The heat map: a table with a frozen column of teams; a cell with work in it is a button.

const FULL = 85;
const OVER = 100;

export default function (component) {
  const build = (it) => buildMap(it, "heat");
  return present(component, { build, prepare: () => {}, draw, settled: () => "" });
}

function draw(it) {
  const head = make("thead");
  head.append(monthRow(it), dayRow(it));
  const rows = it.content.teams.map((team) => teamRow(it, team));
  drawMap(it, it.words.map, ["free", "full", "over", "off"], head, rows);
}

function monthRow(it) {
  const row = make("tr", "months");
  const corner = row.appendChild(make("th", "corner", it.words.team));
  corner.rowSpan = 2;
  corner.scope = "col";
  for (const month of it.content.months) {
    const cell = row.appendChild(make("th", "month"));
    cell.colSpan = month.days;
    cell.appendChild(make("span", "", month.label));
  }
  return row;
}

function dayRow(it) {
  const row = make("tr", "days");
  const named = new Map(it.content.moments.map((moment) => [moment.at, moment]));
  it.content.days.forEach((day, at) => {
    const cell = row.appendChild(make("th", "day"));
    cell.scope = "col";
    cell.appendChild(make("b", "", day.label));
    cell.appendChild(make("span", "", day.weekday));
    if (day.today) {
      cell.classList.add("today");
      cell.title = it.words.today;
    }
    if (named.has(at)) {
      cell.classList.add("moment");
      cell.title = named.get(at).label;
    }
  });
  return row;
}

function teamRow(it, team) {
  const row = make("tr");
  const name = row.appendChild(make("th", "name"));
  name.scope = "row";
  name.appendChild(teamMark(team.name, team.colour));
  team.cells.forEach(([percent, label, off], at) => {
    const cell = row.appendChild(make("td", off ? "off" : ""));
    if (it.content.days[at].today) cell.classList.add("today");
    if (percent === null) {
      cell.title = label;
      return;
    }
    const button = cell.appendChild(makeButton(`cell ${tone(percent)}`, String(percent)));
    button.dataset.cell = `${team.id}:${it.content.days[at].iso}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.style.setProperty("--share", `${Math.min(percent, OVER)}%`);
    button.setAttribute("aria-pressed", String(it.content.chosen === button.dataset.cell));
  });
  return row;
}

function tone(percent) {
  if (percent > OVER) return "over";
  return percent > FULL ? "full" : "free";
}
