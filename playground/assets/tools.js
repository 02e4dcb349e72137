/* The tools for the prompt: Improve and undo, examples, styles, weights by Ctrl+↑/↓, length hint, dynamic preview. */
() => {
  const playground = window.playground, { find, type, text } = playground;
  const prompt = () => find("prompt", "textarea");
  const LONGEST = 20000; // characters that are looked at
  const LONG = 1000; // characters; few models read more than a few hundred words

  /* Replace the prompt as if it were typed, so that Ctrl+Z reverts it. */
  const write = (field, words) => {
    const before = document.activeElement;
    field.focus({ preventScroll: true });
    field.select();
    if (!document.execCommand(words ? "insertText" : "delete", false, words)) type(field, words);
    if (before && before !== document.body) before.focus({ preventScroll: true });
  };

  /* Improve, and its undo: one step back and forth. */
  let before = null;
  const offerUndo = (earlier) => {
    before = earlier;
    find("undo").hidden = earlier === null;
  };
  const improving = (is) => {
    find("improve").disabled = is;
    find("improve").setAttribute("aria-busy", String(is));
  };
  playground.improved = (now) => {
    improving(false);
    if (asked !== null && now && now !== asked) {
      write(prompt(), now);
      offerUndo(asked);
    }
    asked = null;
  };
  let asked = null;

  /* A style is a few words at the end of the prompt, in the prompt's language. */
  const styles = () => [...document.querySelectorAll("[data-style]")].map((item) => [item, Object.values(JSON.parse(item.dataset.style))]);
  const styled = (words) => {
    const known = styles().flatMap(([, all]) => all);
    const parts = prompt().value.split(",").filter((part) => !known.includes(part.trim().toLowerCase()));
    const bare = parts.join(",").trimEnd();
    const language = /[а-яё]/i.test(bare) ? "ru" : /[a-z]/i.test(bare) ? "en" : navigator.language.slice(0, 2);
    const added = words[language] ?? words.en;
    return added ? `${bare}${bare ? ", " : ""}${added}` : bare;
  };

  /* After every change of the prompt: the name of the style, the hint, and the preview. */
  let last = null, timer = 0;
  const look = () => {
    const value = prompt()?.value ?? "";
    const key = `${value}|${find("seed", "input")?.value}|${find("count", "input")?.value}`;
    if (key === last || !find("hint")) return;
    last = key;
    const parts = value.split(",").map((part) => part.trim().toLowerCase());
    const style = styles().find(([, words]) => words.some((word) => parts.includes(word)));
    find("style", "summary b").textContent = style?.[0].textContent.toLowerCase() ?? "";
    find("hint").textContent = value.length > LONG ? text("tools.long") : "";
    // No pattern holds two stars in a row: from a link comes any text, and such a pattern would stop the tab.
    const start = value.slice(0, LONGEST);
    const dynamic = (start.match(/\{[^{}]*\}/g) ?? []).some((part) => part.includes("|")) || /__\w{1,64}?__/.test(start);
    clearTimeout(timer);
    if (dynamic || document.querySelector(".becomes")) timer = setTimeout(() => find("preview_send").click(), 250);
  };
  setInterval(look, 300); // links, the history and buttons on other tabs change the prompt too

  /* (words:1.1): the weight of the selection, or of the word at the cursor, in steps of 0.1. */
  const weigh = (field, step) => {
    const { value } = field;
    let { selectionStart: from, selectionEnd: to } = field;
    if (from === to) {
      while (from > 0 && !/[\s,()]/.test(value[from - 1])) from -= 1;
      while (to < value.length && !/[\s,()]/.test(value[to])) to += 1;
    }
    while (from < to && value[from] === " ") from += 1;
    while (to > from && value[to - 1] === " ") to -= 1;
    if (from === to) return;
    const left = value.slice(0, from), right = value.slice(to), around = right.match(/^:(\d{0,9}\.?\d{1,9})\)/);
    let words = value.slice(from, to), weight = 1, head = left, tail = right;
    const inside = words.match(/^\((.*):(\d{0,9}\.?\d{1,9})\)$/s);
    if (inside) [words, weight] = [inside[1], Number(inside[2])];
    else if (left.endsWith("(") && around) [head, tail, weight] = [left.slice(0, -1), right.slice(around[0].length), Number(around[1])];
    weight = Math.min(Math.max(Math.round(10 * (weight + step)) / 10, 0.1), 2);
    const opening = weight === 1 ? "" : "(", closing = weight === 1 ? "" : `:${weight.toFixed(1)})`;
    write(field, head + opening + words + closing + tail);
    field.setSelectionRange(head.length + opening.length, head.length + opening.length + words.length);
  };
  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
    if (!step || !(event.ctrlKey || event.metaKey) || !event.target.matches?.("#prompt textarea, #negative_prompt textarea")) return;
    event.preventDefault();
    weigh(event.target, step);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.id === "improve") {
      if (!prompt().value.trim()) return prompt().focus();
      asked = prompt().value;
      improving(true);
      find("improve_send").click();
    } else if (button.id === "undo") {
      const now = prompt().value;
      write(prompt(), before);
      offerUndo(now === before ? null : now);
    } else if (button.dataset.fill) {
      offerUndo(prompt().value.trim() ? prompt().value : null);
      write(prompt(), button.dataset.fill);
      prompt().focus();
    } else if (button.dataset.style) {
      write(prompt(), styled(JSON.parse(button.dataset.style)));
      prompt().focus();
    }
  });
}
