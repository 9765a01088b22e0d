const REFRESH_EVERY = 1000;
const NAMES = ["Emmy Noether", "Hedy Lamarr", "Edsger Dijkstra", "Barbara Liskov", "Tony Hoare", "Radia Perlman", "John Backus", "Frances Allen"];
const STATUS_WORDS = { READY: "Ready", WAITING: "Waiting", RUNNING: "Running", SUCCESSFUL: "Successful", FAILED: "Failed", CANCELLED: "Cancelled" };

const byId = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const number = new Intl.NumberFormat();

async function call(path, options) {
  const response = await fetch("api/" + path, options);
  const body = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  if (!response.ok) throw new Error(body.message ?? `The server answered ${response.status}.`);
  return body;
}

// --- what the page shows ---

/** Keeps one element for each item, in order, so that focus and opened details survive a refresh. */
function list(parent, items, key, create, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const id = String(key(item));
    const element = known.get(id) ?? create(item);
    known.delete(id);
    element.dataset.key = id;
    update(element, item);
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
  known.forEach((element) => element.remove());
}

const fromTemplate = (id) => byId(id).content.firstElementChild.cloneNode(true);

function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

function showPages(pages) {
  list(byId("pages"), pages, (page) => page.id, () => fromTemplate("page-template"), (article, page) => {
    article.id = `page-${page.id}`;
    article.dataset.pageId = page.id;
    article.dataset.edition = page.edition;
    text(article.querySelector(".edition"), page.edition ? `Edition ${page.edition}` : "Not published yet");
    text(article.querySelector("h3"), page.title);
    text(article.querySelector(".text"), page.text);
    article.querySelectorAll("button").forEach((button) => {
      button.id = `${button.dataset.action}-${page.id}`;
      button.setAttribute("aria-label", `${button.textContent}: ${page.title}`);
    });
  });
}

function row(first, second) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("span"), { textContent: first }),
    Object.assign(document.createElement("span"), { textContent: second }));
  return item;
}

function showSubscribers({ total, newest }) {
  text(byId("subscriber-count"), number.format(total));
  list(byId("subscribers"), newest, (person) => person.id, (person) => row(person.name, person.email), (item, person) => {
    item.dataset.subscriberId = person.id;
  });
}

function showMails({ total, newest }) {
  text(byId("mail-count"), number.format(total));
  byId("no-mails").hidden = total > 0;
  const key = (mail) => `${mail.receivedAt} ${mail.to}`;
  list(byId("mails"), newest.slice(0, 12), key, (mail) => row(mail.subject, mail.to), (item, mail) => {
    item.dataset.to = mail.to;
  });
}

function showTasks({ backend, counts, newest }) {
  text(byId("backend"), backend);
  byId("backend").dataset.backend = backend;
  for (const status of ["READY", "RUNNING", "SUCCESSFUL", "FAILED"]) {
    text(byId(`count-${status}`), number.format(counts[status] ?? 0));
  }
  byId("no-tasks").hidden = newest.length > 0;
  list(byId("tasks"), newest, (task) => task.id, createTask, updateTask);
}

function createTask(task) {
  const item = fromTemplate("task-template");
  item.id = `task-${task.id}`;
  item.querySelector("details").addEventListener("toggle", () => showAttempts(item));
  return item;
}

function updateTask(item, task) {
  Object.assign(item.dataset, { taskId: task.id, status: task.status, attempts: task.attempts });
  text(item.querySelector(".status"), STATUS_WORDS[task.status]);
  text(item.querySelector(".invocation"), task.invocation);
  text(item.querySelector(".facts"), facts(task));
  showProgress(item.querySelector(".progress"), task);
  const details = item.querySelector("details");
  details.hidden = !task.error;
  text(details.querySelector("summary"), task.error ?? "");
  if (details.open && details.dataset.attempts !== String(task.attempts)) showAttempts(item);
}

function facts(task) {
  const wait = (Date.parse(task.runAfter) - Date.now()) / 1000;
  if (task.status === "READY" && wait > 0) return `${task.attempts ? "again " : ""}in ${Math.ceil(wait)} s`;
  const many = task.attempts > 1;
  const attempts = task.status === "RUNNING" ? `attempt ${task.attempts} · ` : `${task.attempts} attempts · `;
  return (many ? attempts : "") + clock.format(new Date(task.enqueuedAt));
}

function showProgress(element, { status, progress }) {
  element.hidden = !progress || status !== "RUNNING";
  if (element.hidden) return;
  Object.assign(element.querySelector("progress"), { max: progress.total, value: progress.done });
  element.querySelector("progress").setAttribute("aria-label", progress.message);
  text(element.querySelector("span"), progress.message);
}

/** The attempts are read from the task's result; a backend that keeps none says so. */
async function showAttempts(item) {
  const details = item.querySelector("details");
  if (!details.open) return;
  details.dataset.attempts = item.dataset.attempts;
  const lines = await call(`tasks/${item.dataset.taskId}`)
    .then(({ failures }) => failures.map((failure) =>
      `Attempt ${failure.attempt}, ${clock.format(new Date(failure.failedAt))}: ${failure.exception}: ${failure.message}`))
    .catch((problem) => [problem.message]);
  details.querySelector("ol").replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

// --- what the buttons do ---

let hiding;

function say(message) {
  clearTimeout(hiding);
  byId("notice").textContent = message;
  byId("notice").classList.add("shown");
  hiding = setTimeout(() => byId("notice").classList.remove("shown"), 6000);
}

/** @param work answers with what to say when it went well */
async function act(button, work) {
  button.disabled = true;
  try {
    say(await work());
  } catch (problem) {
    say(problem.message);
  } finally {
    button.disabled = false;
  }
  await refresh();
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });

byId("pages").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const page = button.closest("article").dataset.pageId;
  act(button, async () => {
    const { edition, mails } = await post(`pages/${page}/${button.dataset.action}`);
    return `Edition ${edition}: ${mails} mails enqueued in one transaction.`;
  });
});

document.querySelectorAll("button[data-mailbox]").forEach((button) =>
  button.addEventListener("click", () => act(button, async () => {
    const name = NAMES[Math.floor(Math.random() * NAMES.length)];
    const mailbox = name.split(" ")[0].toLowerCase() + Date.now() % 100000;
    const person = await post("subscribers", { name, email: `${mailbox}@${button.dataset.mailbox}` });
    return `${person.name} subscribed; a welcome is on its way to ${person.email}.`;
  })));

byId("add-many").addEventListener("click", (event) => act(event.currentTarget, async () => {
  await post("subscribers/many?count=100");
  return "100 more subscribers.";
}));

byId("run-slow").addEventListener("click", (event) => act(event.currentTarget, async () => {
  await post("tasks/archive");
  return "The archive is being bound.";
}));

// --- the refresh ---

async function refresh() {
  try {
    const [pages, subscribers, mails, tasks] = await Promise.all(["pages", "subscribers", "mails", "tasks"].map((path) => call(path)));
    showPages(pages);
    showSubscribers(subscribers);
    showMails(mails);
    showTasks(tasks);
    byId("offline").hidden = true;
  } catch (problem) {
    byId("offline").hidden = false;
  }
}

async function refreshForEver() {
  if (!document.hidden) await refresh();
  setTimeout(refreshForEver, REFRESH_EVERY);
}

byId("today").textContent = new Intl.DateTimeFormat(undefined, { dateStyle: "full" }).format(new Date());
refreshForEver();
