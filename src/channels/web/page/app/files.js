// Files: chosen, dropped anywhere, or pasted.

/** Bytes that the server reads; of a larger file only so much is sent that it sees that it is larger. */
const MOST = 1024 * 1024;
const MOST_AT_ONCE = 5;

export function listenForFiles({ attach, input, target, send, tooMany }) {
  attach.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    take(input.files);
    input.value = '';
  });

  let depth = 0;
  addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    target.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (!hasFiles(event)) return;
    depth -= 1;
    if (depth <= 0) end();
  });
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    end();
    take(event.dataTransfer.files);
  });
  addEventListener('paste', (event) => {
    const files = event.clipboardData?.files ?? [];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });

  function end() {
    depth = 0;
    target.hidden = true;
  }

  function take(files) {
    if (files.length > MOST_AT_ONCE) return tooMany(MOST_AT_ONCE);
    for (const file of files) send({ name: file.name, blob: file.slice(0, MOST + 1) });
  }
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
