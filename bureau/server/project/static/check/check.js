// Make the form pleasanter: drag and drop, progress, the answer on the same page. Without this
// script the form posts and the server answers with the same page.
const form = document.getElementById("check");
const input = document.getElementById("workbook");
const drop = document.getElementById("drop");
const result = document.getElementById("result");
const progress = document.getElementById("progress");
const bar = document.getElementById("bar");
const status = document.getElementById("status");
const start = form.querySelector(".main-button");
const limit = Number(form.dataset.limit) * 1024 * 1024;

document.getElementById("hint").hidden = false;

function say(words) {
  status.textContent = words;
}

function problem(words) {
  const section = document.createElement("section");
  section.className = "problem";
  section.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.className = "outcome";
  title.tabIndex = -1;
  title.textContent = "没有校验成";
  const text = document.createElement("p");
  text.textContent = words;
  section.append(title, text);
  show(section);
}

function show(...nodes) {
  result.replaceChildren(...nodes);
  const focus = result.querySelector(".outcome, .report");
  if (focus) {
    focus.focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    focus.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  }
}

function working(at) {
  progress.hidden = !at;
  start.disabled = at;
  result.setAttribute("aria-busy", String(at));
}

function answered(request) {
  working(false);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const nodes = page.querySelectorAll("#result > *");
  if (nodes.length) {
    say(request.status === 200 ? "校验完成。" : "");
    document.title = page.title;
    show(...nodes);
  } else {
    say("");
    problem("服务器没有给出结果，请稍后再试。");
  }
}

function send() {
  const file = input.files[0];
  if (!file) {
    form.reportValidity();
    return;
  }
  result.replaceChildren();
  if (file.size > limit) {
    say("");
    problem(`文件超过 ${form.dataset.limit} MB，请删去图片、空白行和无关的工作表后再试。`);
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
  };
  request.upload.onload = () => {
    bar.removeAttribute("value");
    say("已收到，正在校验…");
  };
  request.onload = () => answered(request);
  request.onerror = () => {
    working(false);
    say("");
    problem("没有发出去：网络不通，或者文件在选择之后又被改动。请重新选择文件再试。");
  };
  bar.value = 0;
  say(`正在上传 ${file.name}…`);
  working(true);
  request.send(new FormData(form));
}

form.addEventListener("submit", (event) => {
  // The other buttons take the copy or the page to print: the browser knows how to do that.
  if (event.submitter && event.submitter.name === "want") return;
  event.preventDefault();
  send();
});

// What is shown is about the file that was chosen before.
input.addEventListener("change", () => {
  result.replaceChildren();
  say("");
});

function carriesFiles(event) {
  return Array.from(event.dataTransfer?.types || []).includes("Files");
}

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.classList.remove("over");
  if (event.dataTransfer.files.length !== 1) {
    problem("一次只能校验一个文件。");
    return;
  }
  input.files = event.dataTransfer.files;
  send();
});
