// What this file knows that no other does: whether the words in a field of the notebook are the words
// that the kernel last said are on the disk. While they are not, the page does not say "Bewaard".

const SLOW = 400; // ms: sooner than this the line would only flicker
let typed = null;
let late = 0;

/** A print of words, as kit/screens/on_disk.py makes it. */
export function printOf(words) {
  let sum = 0;
  for (let i = 0; i < words.length; i += 1) sum = (sum * 31 + words.charCodeAt(i)) % 1000003;
  return `${words.length}:${sum}`;
}

/** Look again, after each change of the page. */
export function lookOnDisk() {
  const told = document.querySelector(".kit-on-disk [data-print]")?.dataset.print;
  if (typed && typed.offsetParent && printOf(typed.value) !== told) return;
  typed = null;
  clearTimeout(late);
  late = 0;
  document.body.classList.remove("kit-unsent");
}

document.addEventListener("input", (event) => {
  if (!event.target.closest(".kit-writes")) return;
  typed = event.target;
  late ||= setTimeout(() => document.body.classList.add("kit-unsent"), SLOW);
  lookOnDisk();
});
