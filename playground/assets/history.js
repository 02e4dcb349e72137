/* The tab History: the pictures in this browser, to search, mark, export and delete. */
() => {
  const playground = window.playground, { h, text, kept, openDialog, save } = playground;
  const place = document.querySelector("#history");
  let items = [], trouble = "", undo = null, urls = [];

  const search = h("input", { type: "search", id: "history_search", placeholder: text("history.search"), "aria-label": text("history.search"), oninput: () => draw() });
  const starred = h("button", { type: "button", className: "chip", id: "history_starred", ariaPressed: "false", onclick() {
    starred.ariaPressed = String(starred.ariaPressed !== "true");
    draw();
  } }, text("history.starred"));
  const exporting = h("button", { type: "button", className: "chip", id: "history_export", onclick: () => exportShown() }, text("history.export"));
  const clearing = h("button", { type: "button", className: "chip", id: "history_clear", onclick: () => askToClear() }, text("history.clear"));
  const said = h("p", { className: "quiet", role: "status", id: "history_said" });
  const tiles = h("ul", { className: "tiles" });
  place?.append(h("div", { className: "chips", role: "search" }, search, starred, exporting, clearing), said, tiles);

  const haystack = (item) => [item.prompt, item.filename, item.engine, ...Object.entries(item.params).flat()].join(" ").toLowerCase();
  const shown = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return items.filter((item) => (starred.ariaPressed !== "true" || item.favourite) && words.every((word) => haystack(item).includes(word)));
  };

  const draw = () => {
    const list = shown(), megabytes = items.reduce((sum, item) => sum + item.size, 0) / 2 ** 20;
    urls.forEach((url) => URL.revokeObjectURL(url));
    urls = list.map((item) => URL.createObjectURL(item.thumb));
    tiles.replaceChildren(...list.map((item, index) => h("li", {},
      h("button", { type: "button", className: "tile", data: { id: item.taskId }, title: item.prompt, onclick: () => view(list, index) },
        h("img", { src: urls[index], alt: item.prompt, loading: "lazy" }),
        item.favourite && h("i", { ariaLabel: text("history.favourite"), role: "img" }, "★")))));
    exporting.disabled = !list.length;
    clearing.disabled = !items.length;
    const count = list.length === items.length ? items.length : `${list.length} / ${items.length}`;
    said.replaceChildren(trouble || (items.length ? text("history.count", { count, megabytes: megabytes.toLocaleString(navigator.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) }) : text("history.empty")));
    if (undo) said.append(" ", text("history.deleted"), " ", h("button", { type: "button", className: "chip", id: "history_undo", onclick: undo }, text("history.undo")));
  };

  const refresh = async () => {
    try { items = await kept.all(); } catch { items = []; trouble ||= text("history.blocked"); }
    draw();
  };
  /* Work with the storage; a failure is explained until something succeeds. */
  const attempt = async (work) => {
    try {
      await work();
      trouble = "";
    } catch (error) {
      trouble = text(error?.name === "QuotaExceededError" ? "history.full" : error instanceof RangeError ? "history.too_much" : "history.blocked");
    }
    await refresh();
  };

  const exportShown = () => attempt(async () => {
    const list = shown(), lines = list.map(({ thumb, url, ...item }) => JSON.stringify({ ...item, time: new Date(item.time).toISOString() }));
    const files = await Promise.all(list.map(async (item) => ({ name: item.filename, time: item.time, blob: await kept.file(item.taskId) })));
    const log = { name: "log.jsonl", time: Date.now(), blob: new Blob([lines.join("\n"), "\n"]) };
    save(await playground.zip([...files, log]), `imagelabs-${new Date().toISOString().slice(0, 10)}.zip`);
  });

  const askToClear = () => {
    const dialog = openDialog(text("history.clear_title"), h("p", {}, text("history.clear_text")), h("div", { className: "chips" },
      h("button", { type: "button", className: "chip strong", id: "history_clear_yes", onclick: () => { dialog.close(); attempt(kept.clear); } }, text("history.clear_yes")),
      h("button", { type: "button", className: "chip", onclick: () => dialog.close() }, text("history.keep"))));
  };

  const takeAway = async (item) => {
    const file = await kept.file(item.taskId);
    undo = () => { undo = null; attempt(() => kept.restore(item, file)); };
    const mine = undo;
    setTimeout(() => { if (undo === mine) { undo = null; draw(); } }, 15_000);
    await attempt(() => kept.remove(item.taskId));
    document.querySelector("#history_undo")?.focus();
  };

  const chip = (name, onclick, className = "chip") => h("button", { type: "button", className, id: `kept_${name}`, onclick }, text(`history.${name}`));

  /* Show a picture and its parameters; `more(close)` returns further buttons. */
  playground.showPicture = (record, file, title, more = () => []) => {
    const url = URL.createObjectURL(file), close = () => dialog.close();
    const dialog = openDialog(title,
      h("div", { className: "seen" },
        h("img", { src: url, alt: record.prompt, width: record.width, height: record.height }),
        h("div", { className: "chips" },
          chip("use", () => { close(); playground.useParameters(record.params); }, "chip strong"),
          chip("download", () => save(file, record.filename)),
          chip("compare", () => { close(); playground.tray.add(record, file); }),
          chip("code", () => playground.viewCode(record.params, record.reference)),
          more(close)),
        h("dl", { className: "facts" }, record.facts.map(({ label, value }) =>
          h("div", { className: value.length > 60 ? "wide" : "" }, h("dt", {}, label), h("dd", {}, value))))));
    dialog.addEventListener("close", () => URL.revokeObjectURL(url));
    return dialog;
  };

  const view = async (list, index) => {
    const item = list[index], file = await kept.file(item.taskId);
    if (!file) return refresh();
    const star = chip("favourite", () => { item.favourite = !item.favourite; star.ariaPressed = String(item.favourite); attempt(() => kept.favourite(item)); });
    star.ariaPressed = String(item.favourite);
    const title = new Date(item.time).toLocaleString(navigator.language, { dateStyle: "medium", timeStyle: "short" });
    const dialog = playground.showPicture(item, file, title, (close) => [star, chip("delete", () => { close(); takeAway(item); })]);
    dialog.addEventListener("keydown", (event) => {
      const next = index + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN);
      if (list[next]) { dialog.close(); view(list, next); }
    });
  };

  document.addEventListener("playground:done", ({ detail }) => attempt(async () => {
    const answer = await fetch(detail.url);
    if (answer.ok) await kept.add(detail, await answer.blob());
  }));
  document.addEventListener("playground:deleted", ({ detail }) => attempt(() => kept.remove(detail.taskId)));
  document.addEventListener("playground:tab", ({ detail }) => { if (detail.name === "history") refresh(); });
  refresh();
}
