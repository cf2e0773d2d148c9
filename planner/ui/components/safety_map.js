// The safety map: a row a product, a column a phase; a cell is a button with the worst margin.

const TONES = ["loses", "thin", "unproven", "safe", "unknown"];

export default function (component) {
  const build = (it) => buildMap(it, "heat margins");
  return present(component, { build, prepare: () => {}, draw, settled: () => "" });
}

function draw(it) {
  const { content, words } = it;
  const head = make("thead");
  const row = head.appendChild(make("tr"));
  for (const [classes, text] of [
    ["corner", words.product],
    ...content.phases.map((phase) => ["phase", phase.name]),
  ]) {
    row.appendChild(make("th", classes, text)).scope = "col";
  }
  const shown = content.products.slice(0, it.most || Infinity);
  drawMap(it, it.words.map, TONES, head, shown.map((product) => productRow(it, product)));
  if (!it.seen) requestAnimationFrame(() => showWorst(it));
  it.seen = true;
}

// On a narrow screen the first red cell comes into sight by itself.
function showWorst(it) {
  const place = it.table.querySelector(".loses")?.parentElement;
  if (!place) return;
  const hidden = place.offsetLeft + place.offsetWidth - it.frame.clientWidth;
  if (hidden > 0) it.frame.scrollLeft = hidden + 8;
}

function productRow(it, product) {
  const row = make("tr");
  const name = row.appendChild(make("th", "name"));
  name.scope = "row";
  name.title = product.name;
  name.appendChild(make("span", "product", product.name));
  name.appendChild(make("span", "code", product.sku));
  product.cells.forEach((cell, at) => {
    const place = row.appendChild(make("td"));
    if (!cell) return;
    const [safety, text, label] = cell;
    const button = place.appendChild(makeButton(`cell ${safety}`));
    button.appendChild(make("i", `sign sign-${safety}`)).setAttribute("aria-hidden", "true");
    button.appendChild(make("span", "", text));
    button.dataset.cell = `${it.content.phases[at].id}:${product.id}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.setAttribute("aria-pressed", String(it.content.chosen === button.dataset.cell));
  });
  return row;
}
