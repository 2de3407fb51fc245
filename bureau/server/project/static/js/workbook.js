// Read named ranges of the open workbook, and go to a cell.

// Tell which names the workbook has.
export async function find(names) {
  return await Excel.run(async (context) => {
    const items = names.map((name) => context.workbook.names.getItemOrNullObject(name));
    await context.sync();
    return Object.fromEntries(names.map((name, index) => [name, !items[index].isNullObject]));
  });
}

// Give the values of those names that the workbook has, each as rows of cells.
export async function read(names) {
  return await Excel.run(async (context) => {
    const items = names.map((name) => context.workbook.names.getItemOrNullObject(name));
    await context.sync();
    const ranges = {};
    names.forEach((name, index) => {
      if (!items[index].isNullObject) ranges[name] = items[index].getRange().load("values");
    });
    await context.sync();
    return Object.fromEntries(
      Object.entries(ranges).map(([name, range]) => [name, range.values]),
    );
  });
}

// Give the rows that are in use: their first cell says in what state they are.
export function rows(values) {
  return (values || []).filter((row) => String(row[0] ?? "").trim() !== "");
}

// Select a cell, the first one where several are named; false when there is no such sheet.
export async function jumpTo(sheetName, cell) {
  return await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(sheetName);
    await context.sync();
    if (sheet.isNullObject) return false;
    sheet.activate();
    if (cell) sheet.getRange(cell.split(/[、,\s]/)[0]).select();
    await context.sync();
    return true;
  });
}
