/* The tab Image info: pictures can also be pasted, or dropped anywhere, and their parameters used. */
() => {
  const playground = window.playground;
  const isOpen = () => document.documentElement.dataset.tab === "info";
  const input = () => document.querySelector("#info_file input[type=file]");

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#info_use, #info_code");
    if (!button) return;
    const params = JSON.parse(button.parentElement.dataset.params);
    if (button.id === "info_use") playground.useParameters(params);
    else playground.viewCode(params);
  });

  /* Gradio's field accepts a file only while it is empty, so the previous file is removed first. */
  const take = (file) => {
    if (!input()) document.querySelector("#info_file button[aria-label]")?.click();
    const give = (tries) => {
      if (!input()) return tries && setTimeout(() => give(tries - 1), 50);
      const transfer = new DataTransfer();
      transfer.items.add(file);
      input().files = transfer.files;
      input().dispatchEvent(new Event("change", { bubbles: true }));
    };
    give(20);
  };

  document.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [];
    if (isOpen() && file) take(file);
  });
  /* Without this, the browser would open a picture that is dropped beside the field. */
  document.addEventListener("dragover", (event) => { if (isOpen()) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!isOpen() || !file) return;
    event.preventDefault();
    event.stopPropagation();
    take(file);
  }, true);
}
