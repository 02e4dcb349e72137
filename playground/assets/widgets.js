/*
 * What the scripts share, under window.playground:
 *
 *   text(key, values)          a text of locales/ in the visitor's language
 *   h(tag, properties, ...children)   an element; `on…` are listeners, `data` is its dataset, false children are omitted
 *   openDialog(title, ...content)     a dialog that Escape, its button and a click outside close
 *   ask(name, question)        a promise of the server's answer (playground/web/script_endpoint.py)
 *   save(blob, filename)       let the browser download a file
 */
() => {
  const tables = window.gradio_config?.i18n_translations ?? {};
  const table = tables[[navigator.language.slice(0, 2), "en"].find((code) => tables[code])] ?? {};
  const text = (key, values = {}) => (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  const h = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "data") Object.assign(element.dataset, value);
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== false && child !== null && child !== undefined));
    return element;
  };

  const openDialog = (title, ...content) => {
    const before = document.activeElement;
    const dialog = h("dialog", { className: "sheet", "aria-label": title, onclose() { dialog.remove(); before?.focus?.(); } },
      h("header", {}, h("h2", {}, title),
        h("button", { type: "button", className: "chip", "aria-label": text("dialog.close"), onclick: () => dialog.close() }, "✕")),
      ...content);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.querySelector(".gradio-container").append(dialog);
    dialog.showModal();
    return dialog;
  };
  /* In a dialog, Escape closes only the dialog. */
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector("dialog[open]")) event.stopPropagation();
  }, true);

  const questions = {}, waiting = {};
  const ask = (name, question) => {
    const turn = (waiting[name] ?? Promise.resolve()).then(() => new Promise((resolve) => {
      questions[name] = { text: JSON.stringify(question), resolve };
      playground.expectAnswer?.();
      document.querySelector(`#call_${name}`).click();
    }));
    waiting[name] = turn;
    return turn;
  };

  Object.assign(window.playground, {
    text, h, openDialog, ask,
    asked: (name) => questions[name].text,
    answered(name, answer) {
      let found = {};
      try { found = JSON.parse(answer) ?? {}; } catch { /* the server could not answer: an empty answer */ }
      questions[name]?.resolve(found);
      playground.heard?.();
    },
    save(blob, filename) {
      const url = typeof blob === "string" ? blob : URL.createObjectURL(blob);
      h("a", { href: url, download: filename }).click();
      if (typeof blob !== "string") setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
  });
}
