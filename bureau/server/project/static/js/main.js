// The task pane: runs the four scripts and shows what they wrote into the workbook. It holds no
// rule and no list of its own: everything is read from the workbook's named ranges.
import { find, jumpTo, read, rows } from "./workbook.js";
import { findingItem, fixItem, grouped, tag } from "./lists.js";

const NAMES = JSON.parse(document.getElementById("names").textContent);
const SCRIPTS = ["review", "preview_fixes", "apply_fixes", "undo_fixes"];
const TRANSLATED = {
  "No response received from server": "服务器没有答复，请检查网络后再试。",
  "Unknown server error": "服务器出了错，请稍后再试。",
};
const element = (id) => document.getElementById(id);
const alertBox = element("global-error-alert");
const able = { apply_fixes: false, undo_fixes: false };

function say(words, wrong = false) {
  element("message").textContent = words;
  element("message").classList.toggle("wrong", wrong);
}

function working(at) {
  element("progress").hidden = !at;
  for (const name of SCRIPTS) {
    element(name).disabled = at || able[name] === false;
  }
}

async function run(name) {
  const button = element(name);
  working(true);
  say(`正在${button.textContent}…`);
  alertBox.classList.add("d-none");
  try {
    const auth = await globalThis.getAuth();
    await xlwings.runPython({
      scriptName: name,
      auth: auth.token,
      headers: { "Auth-Provider": auth.provider },
      errorDisplayMode: "taskpane",
    });
    await refresh();
    if (!alertBox.classList.contains("d-none")) refused(alertBox.textContent.trim());
    else if (name !== "review") element("fixes-section").scrollIntoView({ block: "nearest" });
  } catch (error) {
    refused(String(error.message || error));
  } finally {
    working(false);
    (button.disabled ? element("review") : button).focus();
  }
}

function refused(words) {
  alertBox.classList.add("d-none");
  say(TRANSLATED[words] || words, true);
  if (words.includes("令牌")) element("sign-in").open = true;
}

async function refresh() {
  const found = await find(NAMES.all);
  if (!found.button_findings) {
    say("这不是《认定申报工作簿》（.xlsm 版）。请打开它，再点“校验”。", true);
    return;
  }
  const values = await read(NAMES.all);
  const one = (name) => String(values[name]?.[0]?.[0] ?? "").trim();
  element("park").textContent = one("park_name");
  element("overall").textContent = one(NAMES.overall);
  element("overall").className = tone(one(NAMES.overall));
  const grade = one(NAMES.grade);
  element("score").textContent = one(NAMES.total)
    ? `${one(NAMES.total)} 分${grade ? `（${grade}）` : ""}`
    : "待填写";
  element("code").textContent = one("meta_code") || "—";
  element("stamp").textContent = one("button_stamp") || "还没有校验过";
  element("conditions").replaceChildren(
    ...NAMES.conditions.map(({ title, name }) => {
      const item = document.createElement("li");
      item.append(title, tag(one(name), tone(one(name))));
      return item;
    }),
  );
  element("summary").hidden = false;
  const findings = rows(values.button_findings);
  list("findings", findings, (row) => findingItem(row, one("text_state_done"), jump));
  const open = findings.filter((row) => row[0] === one("text_state_open")).length;
  element("findings-count").textContent = findings.length ? `${open} 个待改正` : "";
  const fixes = rows(values.button_fixes);
  list("fixes", fixes, (row) => fixItem(row, jump), 1);
  element("fixes-count").textContent = fixes.length ? `${fixes.length} 处` : "";
  able.apply_fixes = fixes.some((row) => row[0] === one("text_fix_offered"));
  able.undo_fixes = fixes.some((row) => row[0] === one("text_fix_applied"));
  say(one("button_message"));
}

function tone(outcome) {
  if (outcome === "符合" || outcome.startsWith("初步符合")) return "met";
  if (outcome === "不符合" || outcome.startsWith("存在")) return "not";
  return outcome === "需人工研判" ? "judge" : "amber";
}

function list(id, items, make, sheetAt = 2) {
  element(`${id}-section`).hidden = items.length === 0;
  element(id).replaceChildren(...grouped(items, sheetAt, make));
}

async function jump(sheet, cell) {
  try {
    if (!(await jumpTo(sheet, cell))) say(`找不到工作表“${sheet}”。`, true);
  } catch {
    say(`到不了“${sheet}”的 ${cell}。`, true);
  }
}

async function begin() {
  element("token").value = globalThis.hrparkToken.stored();
  for (const name of SCRIPTS) element(name).addEventListener("click", () => run(name));
  element("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    globalThis.hrparkToken.keep(element("token").value.trim());
    element("sign-in").open = false;
    say("令牌已保存。");
  });
  element("forget").addEventListener("click", () => {
    element("token").value = "";
    globalThis.hrparkToken.keep("");
    say("令牌已清除。");
  });
  // A button on the sheet or on the ribbon runs a script too: show what came of it.
  const status = element("global-status-alert");
  new MutationObserver(() => {
    if (status.classList.contains("d-none")) refresh();
  }).observe(status, { attributes: true, attributeFilter: ["class"] });
  globalThis.addEventListener("hrpark-reviewed", refresh);
  await Office.onReady();
  await refresh();
  working(false);
}

begin().catch((error) => say(`任务窗格没有准备好：${error.message || error}`, true));
