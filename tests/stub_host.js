// Stands for office.js: the parts of the Office API that the add-in touches, over a small model of
// a workbook that the test puts into `MODEL` before the page loads. What the page did is read back
// from `HOST`. Values and number formats only; nothing recalculates.
(() => {
  const model = globalThis.MODEL;
  const nothing = { isNullObject: true, load: () => nothing };
  const empty = () => ({ items: [], load() { return this; } });
  const letters = (index) =>
    (index >= 26 ? letters(Math.floor(index / 26) - 1) : "") +
    String.fromCharCode(65 + (index % 26));
  const place = (text) => {
    const [, column, row] = text.replaceAll("$", "").match(/^([A-Z]+)([0-9]+)$/);
    const index = [...column].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0);
    return [Number(row) - 1, index - 1];
  };
  const host = {
    model,
    written: [],
    associated: {},
    commands: {},
    active: 0,
    selected: "A1",
    handlers: [],
    dialogs: [],
    async select(title, address) {
      sheets.find((sheet) => sheet.name === title).getRange(address).select();
      for (const [sheet, handler] of host.handlers) {
        if (sheet.name === title) await handler({ address });
      }
    },
  };
  globalThis.HOST = host;

  class Range {
    constructor(worksheet, row, column, rowCount, columnCount) {
      Object.assign(this, { worksheet, rowIndex: row, columnIndex: column, rowCount, columnCount });
      this.isNullObject = false;
    }
    load() { return this; }
    grid(from, blank) {
      return Array.from({ length: this.rowCount }, (_, row) =>
        Array.from({ length: this.columnCount }, (_, column) =>
          from[this.rowIndex + row]?.[this.columnIndex + column] ?? blank));
    }
    get values() { return this.grid(this.worksheet.page.values, ""); }
    set values(rows) {
      if (rows.length !== this.rowCount || rows.some((row) => row.length !== this.columnCount)) {
        throw new Error("the values have another shape than the range");
      }
      host.written.push(`${this.worksheet.name}!${this.local}`);
      rows.forEach((row, r) => row.forEach((value, c) => {
        const line = (this.worksheet.page.values[this.rowIndex + r] ??= []);
        line[this.columnIndex + c] = value;
      }));
    }
    get numberFormat() { return this.grid(this.worksheet.page.formats, "General"); }
    get local() {
      const end = [this.rowIndex + this.rowCount, this.columnIndex + this.columnCount - 1];
      const first = `${letters(this.columnIndex)}${this.rowIndex + 1}`;
      return this.rowCount * this.columnCount === 1 ? first : `${first}:${letters(end[1])}${end[0]}`;
    }
    get address() { return `${this.worksheet.name}!${this.local}`; }
    select() { host.active = this.worksheet.position; host.selected = this.local; }
    getOffsetRange(rows, columns) {
      return new Range(this.worksheet, this.rowIndex + rows, this.columnIndex + columns, 1, 1);
    }
    getSurroundingRegion() {
      return this.worksheet.getUsedRangeOrNullObject();
    }
  }

  class Worksheet {
    constructor(page, position) {
      Object.assign(this, { page, position, name: page.name, isNullObject: false });
      Object.assign(this, { visibility: "Visible", showGridlines: true });
      for (const kind of ["names", "tables", "charts", "pivotTables", "shapes", "notes"]) {
        this[kind] = empty();
      }
      this.pageLayout = { getPrintAreaOrNullObject: () => nothing };
      this.onSelectionChanged = {
        add: (handler) => {
          host.handlers.push([this, handler]);
          return { context, remove() {} };
        },
      };
    }
    load() { return this; }
    activate() { host.active = this.position; }
    getRange(address) {
      const [start, end] = address.split(":").map(place);
      const [row, column] = start;
      const [lastRow, lastColumn] = end || start;
      return new Range(this, row, column, lastRow - row + 1, lastColumn - column + 1);
    }
    getRangeByIndexes(...at) { return new Range(this, ...at); }
    getUsedRangeOrNullObject() {
      const rows = this.page.values.length;
      const columns = Math.max(0, ...this.page.values.map((row) => row.length));
      return rows && columns ? new Range(this, 0, 0, rows, columns) : nothing;
    }
  }

  const sheets = model.sheets.map((page, position) => new Worksheet(page, position));
  const find = (title) => sheets.find((sheet) => sheet.name === title);
  const names = Object.entries(model.names).map(([name, [title, address]]) => ({
    name,
    type: "Range",
    formula: `='${title}'!${address}`,
    isNullObject: false,
    load() { return this; },
    getRange: () => find(title).getRange(address),
    getRangeOrNullObject: () => find(title).getRange(address),
  }));
  const workbook = {
    name: model.name,
    load() { return this; },
    names: {
      items: names,
      load() { return this; },
      getItemOrNullObject: (name) => names.find((one) => one.name === name) || nothing,
    },
    worksheets: {
      items: sheets,
      load() { return this; },
      getItem: find,
      getItemOrNullObject: (title) => find(title) || nothing,
      getActiveWorksheet: () => sheets[host.active],
      onCalculated: { add() {} },
    },
    application: { calculationMode: "Automatic", load() { return this; } },
    getSelectedRange: () => sheets[host.active].getRange(host.selected),
  };
  const culture = {
    name: "zh-CN",
    load() {},
    datetimeFormat: { shortDatePattern: "yyyy/M/d", load() {} },
  };
  const context = { workbook, application: { cultureInfo: culture }, sync: async () => {} };

  globalThis.Excel = {
    run: async (first, second) => await (second || first)(context),
    RequestContext: function () { return context; },
    ShapeType: { image: "Image" },
  };
  globalThis.Office = {
    onReady: async (then) => {
      const info = { host: "Excel", platform: "PC" };
      if (then) then(info);
      return info;
    },
    context: {
      platform: "PC",
      requirements: {
        isSetSupported: (set, version) =>
          set !== "CustomFunctionsRuntime" || Number(version) <= Number(model.runtime),
      },
      ui: { displayDialogAsync: (url) => host.dialogs.push(url) },
    },
    actions: { associate: (name, command) => { host.commands[name] = command; } },
    addin: { showAsTaskpane: async () => {} },
    AsyncResultStatus: { Failed: "failed" },
    EventType: {},
  };
  globalThis.CustomFunctions = {
    associate: (name, called) => { host.associated[name] = called; },
    ErrorCode: { invalidValue: "#VALUE!" },
    Error: class extends Error {
      constructor(code, message) { super(message); this.code = code; }
    },
  };
})();
