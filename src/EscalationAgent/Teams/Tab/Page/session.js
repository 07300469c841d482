// Who sits here: Teams says so by a token, which goes to our own server in a header and is kept nowhere.

const stored = "playground key";
let played = null;
let teams = null;

/** What Teams says of itself and of its reader; null outside of Teams. */
export async function begin(onTheme) {
  // In a frame a browser may keep all storage from us, and there it is not needed.
  if (window.parent === window) {
    const key = new URLSearchParams(location.hash.slice(1)).get("key");
    if (key) {
      // A developer's machine: the key stood in a part of the address that no browser sends.
      sessionStorage.setItem(stored, key);
      history.replaceState(null, "", "/tab#/mine");
    }

    played = sessionStorage.getItem(stored);
  }

  if (played || window.parent === window || !window.microsoftTeams) {
    return played ? {} : null;
  }

  try {
    teams = window.microsoftTeams;
    await within(10_000, teams.app.initialize());
    const context = await teams.app.getContext();
    onTheme(context.app.theme);
    teams.app.registerOnThemeChangeHandler(onTheme);
    teams.app.notifySuccess();
    return { locale: context.app.locale, subPage: context.page?.subPageId };
  } catch {
    teams = null;
    return null;
  }
}

/** Opens something of Teams' where the reader is; a link elsewhere. */
export function open(url) {
  if (teams && url.startsWith("https://teams.microsoft.com/l/")) {
    teams.app.openLink(url).catch(() => window.open(url, "_blank", "noopener"));
  } else {
    window.open(url, "_blank", "noopener");
  }
}

/** What came of a request: its status, and its text where there is one. */
export async function ask(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));
  query.set("tz", Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  const address = `${path}?${query}`;
  try {
    const answer = await fetch(address, { headers: { Authorization: await credentials() }, cache: "no-store", credentials: "omit" });
    return { status: answer.status, text: answer.ok ? await answer.text() : null };
  } catch (failure) {
    return { status: failure instanceof SignInFailure ? 401 : 0, text: null };
  }
}

class SignInFailure extends Error {}

async function credentials() {
  if (played) return `Playground ${played}`;
  try {
    return `Bearer ${await teams.authentication.getAuthToken()}`;
  } catch {
    throw new SignInFailure();
  }
}

function within(milliseconds, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("late")), milliseconds))]);
}
