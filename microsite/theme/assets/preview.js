// Under `make serve`: a page asks whether there is a newer build than its own, and then loads itself anew.

const { epoch } = JSON.parse(document.getElementById("_preview")?.textContent ?? "{}");
const pause = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));

let left = false; // for another page, or for a download, which leaves this page where it is
addEventListener("beforeunload", () => { left = true; });

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/livereload/${epoch}/0`); // answered when there is news, or after a minute
      if (Number(await answer.text()) > epoch) {
        if (left) await pause(5000); // the other page comes with the news; to reload now would stay on this one
        return location.reload();
      }
    } catch {
      await pause(1000); // the server is away for a moment
    }
  }
}

if (epoch) follow();
