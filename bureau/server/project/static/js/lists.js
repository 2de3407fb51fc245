// Lists of what was found and of what can be tidied, grouped by sheet.

const LEVELS = { 错误: "not", 警告: "amber", 已规范: "met", 提示: "blank" };

function made(kind, className, ...inside) {
  const node = document.createElement(kind);
  if (className) node.className = className;
  node.append(...inside);
  return node;
}

export function tag(words, tone) {
  return made("span", `tag ${tone}`, words || "—");
}

// An item is a button when it has a place to go to.
function placed(sheet, cell, jump, ...inside) {
  const item = made(sheet ? "button" : "div", "item", ...inside);
  if (sheet) {
    item.type = "button";
    item.title = `到 ${sheet} ${cell}`;
    item.addEventListener("click", () => jump(sheet, cell));
  }
  return item;
}

// state, level, sheet, cell, label, given, problem, article, remedy
export function findingItem(row, done, jump) {
  const [state, level, sheet, cell, label, , problem, article, remedy] = row.map(String);
  const gone = state === done;
  const item = placed(
    sheet,
    cell,
    jump,
    tag(gone ? state : level, gone ? "met" : LEVELS[level] || "blank"),
    made("b", "", cell || label),
    made("p", "problem", problem),
    made("p", "remedy", remedy, article ? `（${article}）` : ""),
  );
  return made("li", gone ? "done" : "", item);
}

// state, sheet, cell, label, given, mended, kind, note
export function fixItem(row, jump) {
  const [state, sheet, cell, label, given, mended, , note] = row.map(String);
  return made(
    "li",
    "",
    placed(
      sheet,
      cell,
      jump,
      tag(state, "blank"),
      made("b", "", cell),
      label,
      made("p", "", made("span", "given", given), " → ", mended),
      made("p", "remedy", note),
    ),
  );
}

// Give one part for each sheet, in the order in which sheets are first named.
export function grouped(items, sheetAt, make) {
  const sheets = new Map();
  for (const row of items) {
    const sheet = String(row[sheetAt] || "") || "工作簿";
    sheets.set(sheet, [...(sheets.get(sheet) || []), row]);
  }
  return [...sheets].map(([sheet, found]) => {
    const part = made(
      "details",
      "",
      made("summary", "", `${sheet} `, made("span", "count", `${found.length} 处`)),
      made("ul", "items", ...found.map(make)),
    );
    part.open = true;
    return part;
  });
}
