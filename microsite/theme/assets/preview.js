// Under `make serve`: a page asks whether there is a newer build than its own, and then loads itself anew.

const { epoch } = JSON.parse(document.getElementById("_preview")?.textContent ?? "{}");

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/livereload/${epoch}/0`); // answered when there is news, or after a minute
      if (Number(await answer.text()) > epoch) return location.reload();
    } catch {
      await new Promise((later) => setTimeout(later, 1000)); // the server is away for a moment
    }
  }
}

if (epoch) follow();
