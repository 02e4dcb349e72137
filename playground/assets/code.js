/* The dialog with a picture's parameters as code: window.playground.viewCode(params, hasReference). */
() => {
  const { h, text, openDialog, ask, copy } = window.playground;

  const fill = (body, snippets) => {
    const tabs = snippets.map(({ name }, index) => h("button", {
      type: "button", role: "tab", id: `code_tab_${name}`, "aria-controls": "code_text", onclick: () => show(index),
    }, text(`code.${name}`)));
    const list = h("div", { role: "tablist", className: "chips", "aria-label": text("code.title") }, tabs);
    const code = h("pre", { id: "code_text", role: "tabpanel", tabIndex: 0 });
    const note = h("p", { className: "quiet" });
    const copied = h("button", { type: "button", className: "chip strong", id: "copy_code", async onclick() {
      await copy(code.textContent);
      copied.textContent = text("code.copied");
    } });
    const show = (index) => {
      tabs.forEach((tab, position) => {
        tab.className = "chip";
        tab.setAttribute("aria-selected", String(position === index));
        tab.tabIndex = position === index ? 0 : -1;
      });
      code.textContent = snippets[index].code;
      code.setAttribute("aria-labelledby", tabs[index].id);
      note.textContent = text(`code.note_${snippets[index].name === "gradio_client" ? "page" : snippets[index].name === "curl" ? "curl" : "package"}`);
      copied.textContent = text("code.copy");
    };
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (tabs.findIndex((tab) => tab.tabIndex === 0) + step + tabs.length) % tabs.length;
      show(next);
      tabs[next].focus();
    });
    body.replaceChildren(list, code, h("footer", {}, note, copied));
    show(0);
  };

  /* The same for the picture on the stage. */
  window.playground.viewShown = () => {
    const shown = document.querySelector("#stage [data-done]");
    if (!shown) return;
    const { params, reference } = JSON.parse(shown.dataset.done);
    window.playground.viewCode(params, reference);
  };

  window.playground.viewCode = async (params, reference = false) => {
    const body = h("div", { className: "code", role: "status" }, "…");
    openDialog(text("code.title"), body);
    const { snippets = [] } = await ask("code", { params, reference, page: location.origin + location.pathname });
    body.removeAttribute("role");
    if (snippets.length) fill(body, snippets);
    else body.textContent = text("code.none");
  };
}
