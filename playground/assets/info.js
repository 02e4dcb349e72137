/* The tab Image info: a picture may also be pasted, and its parameters be taken. */
() => {
  const playground = window.playground;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#info_use, #info_code");
    if (!button) return;
    const params = JSON.parse(button.parentElement.dataset.params);
    if (button.id === "info_use") playground.useParameters(params);
    else playground.viewCode(params);
  });

  document.addEventListener("paste", (event) => {
    const [file] = event.clipboardData?.files ?? [], input = document.querySelector("#info_file input[type=file]");
    if (document.documentElement.dataset.tab !== "info" || !file || !input) return;
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
