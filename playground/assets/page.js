/* What happens in the browser alone: keys, prompts to click, copying, and the seeds of the picture that is shown. */
() => {
  const find = (id, inside = "") => document.querySelector(`#${id} ${inside}`.trim());
  const visible = (element) => Boolean(element && element.offsetParent);
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  document.documentElement.classList.toggle("mac", mac);

  /* Type into one of Gradio's fields the way a person does, so that Gradio notices. */
  const type = (field, text) => {
    if (!field) return;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* On a phone the picture lies below the form; once Stop has taken its place, the page goes there. */
  const showStage = () => setTimeout(() => {
    const stage = find("stage");
    if (!stage || stage.getBoundingClientRect().top < innerHeight / 2) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stage.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }, 300);

  const press = (id) => {
    const button = find(id);
    if (visible(button) && !button.disabled) button.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      press("generate");
    } else if (event.key === "Escape" && !event.defaultPrevented && visible(find("stop"))) {
      press("stop");
    }
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, a");
    if (!button) return;
    if (button.dataset.prompt) {
      type(find("prompt", "textarea"), button.dataset.prompt);
      setTimeout(() => press("generate"), 50);
    } else if (button.id === "generate" || button.id === "retry") {
      showStage();
    } else if (button.dataset.language) {
      const typed = ["prompt", "negative_prompt"].map((id) => find(id, "textarea")?.value ?? "");
      try { sessionStorage.setItem("playground.typed", JSON.stringify(typed)); } catch { /* nothing to keep it in */ }
    }
  });

  /* The page was reloaded in another language: what was typed comes back. */
  try {
    const typed = JSON.parse(sessionStorage.getItem("playground.typed") ?? "[]");
    sessionStorage.removeItem("playground.typed");
    ["prompt", "negative_prompt"].forEach((id, index) => {
      if (typed[index]) type(find(id, "textarea"), typed[index]);
    });
  } catch { /* nothing was kept */ }

  const copy = async (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  window.playground = {
    shownSeeds() {
      const fact = (name) => find("parameters", `[data-name=${name}] dd`)?.textContent;
      return fact("seed") ? [fact("seed"), fact("subseed") ?? ""] : null;
    },
    async copyParameters() {
      await copy(find("parameters").dataset.text);
      const button = find("copy");
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1500);
    },
  };
}
