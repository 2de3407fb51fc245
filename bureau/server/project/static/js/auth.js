// What xlwings sends along with every call: the token that was entered in the task pane, or, where
// none was, the one that the workbook carries on its sheet xlwings.conf.
globalThis.hrparkToken = (() => {
  const KEY = "hrparkToken";
  let entered = "";
  let carried = null;

  function stored() {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return entered; // storage may be forbidden: then it lasts as long as this window
    }
  }

  function keep(token) {
    entered = token;
    try {
      if (token) localStorage.setItem(KEY, token);
      else localStorage.removeItem(KEY);
    } catch {
      // see above
    }
  }

  async function inWorkbook() {
    carried ??= Excel.run(async (context) => {
      const name = context.workbook.names.getItemOrNullObject("setting_token");
      await context.sync();
      if (name.isNullObject) return "";
      const range = name.getRange().load("values");
      await context.sync();
      return String(range.values[0][0] ?? "").trim();
    }).catch(() => "");
    return await carried;
  }

  return { stored, keep, inWorkbook };
})();

globalThis.getAuth = async function () {
  return {
    token: globalThis.hrparkToken.stored() || (await globalThis.hrparkToken.inWorkbook()),
    provider: globalThis.config.authProviders[0] || "",
  };
};
