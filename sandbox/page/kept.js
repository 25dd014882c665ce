/** What the browser keeps for the page from one visit to the next; one that keeps nothing is no obstacle. */

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Then it holds until the page is closed.
  }
}
