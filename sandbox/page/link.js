/** Talks to the server: one event stream for the page, state anew after every reconnect, and posts. */

import { say } from "./words.js";

const RETRY_MS = 1000;

async function answered(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.description ?? body?.error ?? `HTTP ${response.status}`);
  return body;
}

/** Why a call failed, in words for the page: no answer at all, or the server's own. */
export function reason(error) {
  return error instanceof TypeError ? say("sambungan terputus") : error.message;
}

export async function post(path, body = {}) {
  return answered(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "X-Sandbox": "1", "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

export async function upload(path, files, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file, file.name || "foto.png");
  return answered(
    await fetch(`/sandbox/${path}`, { method: "POST", headers: { "X-Sandbox": "1" }, body: form }),
  );
}

/**
 * Keeps the page in step. Events that arrive while the state is being fetched are held and applied after it:
 * they may repeat what the state already holds, which the store takes calmly, but none is missed.
 */
export function connect({ onState, onEvent, onStatus }) {
  let held = [];
  const source = new EventSource("/sandbox/events");

  const lost = () => {
    source.close();
    onStatus(false);
    setTimeout(() => connect({ onState, onEvent, onStatus }), RETRY_MS);
  };
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (held) held.push(event);
    else onEvent(event);
  };
  source.onerror = lost;
  source.onopen = async () => {
    let state;
    try {
      state = await answered(await fetch("/sandbox/state"));
    } catch {
      if (source.readyState !== EventSource.CLOSED) lost();
      return;
    }
    if (source.readyState === EventSource.CLOSED) return;
    onState(state);
    held.forEach(onEvent);
    held = null;
    onStatus(true);
  };
}
