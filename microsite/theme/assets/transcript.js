// What was said in a recording, as lines with their times: beside the player, loaded when the reader asks for it.
import { fold } from "./search-words.js";
import { clock, markBegun } from "./timeline.js";

/** An element with some properties and children. */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** The lines of a WebVTT file as the browser reads it: `{start, text}`; who speaks stands before the text where it is somebody else. */
function load(address) {
  const track = make("track", { kind: "captions", src: address });
  const video = make("video", {}, track);
  if (new URL(track.src).origin !== location.origin) video.crossOrigin = "anonymous";
  return new Promise((done, fail) => {
    track.addEventListener("load", () => done(lines([...track.track.cues])));
    track.addEventListener("error", fail);
    track.track.mode = "hidden"; // which loads it
  });
}

function lines(cues) {
  let last;
  return cues.map((cue) => {
    const content = cue.getCueAsHTML();
    for (const voice of content.querySelectorAll("[title]")) {
      if (voice.title !== last) voice.prepend(`${voice.title}: `);
      last = voice.title;
    }
    for (const end of content.querySelectorAll("br")) end.replaceWith(" ");
    return { start: cue.startTime, text: content.textContent.replace(/\s+/g, " ").trim() };
  });
}

export class Transcript {
  /** Beside the player's seat, in the language of the page, of the captions or of the sound; else in the first that there is. */
  constructor(player, words) {
    this.player = player;
    this.words = words;
    this.files = JSON.parse(player.transcriptButton.dataset.transcripts);
    this.status = make("p", { className: "muted", role: "status" });
    this.list = make("ol", {});
    this.query = make("input", { type: "search" });
    this.query.addEventListener("input", () => this.find());
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.box = make("section", { className: "transcript", ariaLabel: words.transcript }, this.head(), this.status, this.list);
    player.box.parentElement.after(this.box);
    player.transcriptButton.ariaExpanded = "true";
    const wanted = [document.documentElement.lang, player.captions?.value, player.chosen.value];
    this.show(wanted.map((language) => this.files.find(([code]) => code === language)).find(Boolean) ?? this.files[0]);
  }

  head() {
    const search = make("label", { className: "words" }, make("span", { className: "label", textContent: this.words.findInTranscript }), this.query);
    if (this.files.length < 2) return make("div", { className: "transcript-head" }, search);
    const options = this.files.map(([language, name]) => make("option", { value: language, lang: language, textContent: name }));
    this.choice = make("select", {}, ...options);
    this.choice.addEventListener("change", () => this.show(this.files[this.choice.selectedIndex]));
    return make("div", { className: "transcript-head" }, search, make("label", {}, make("span", { className: "label", textContent: this.words.language }), this.choice));
  }

  close() {
    this.box.remove();
    this.player.transcriptButton.ariaExpanded = "false";
  }

  async show(file) {
    const [language, , direction, address] = file;
    if (this.choice) this.choice.value = language;
    this.list.replaceChildren();
    this.buttons = [];
    this.shown = file;
    const found = await load(address).catch(() => undefined);
    if (this.shown !== file) return; // another was chosen meanwhile
    Object.assign(this.list, { lang: language, dir: direction });
    if (!found) return this.fail(address);
    this.buttons = found.map(({ start, text }) => {
      const button = make("button", { type: "button", tabIndex: -1 }, make("span", { className: "at", textContent: clock(start) }), make("span", { className: "said", textContent: text }));
      button.addEventListener("click", () => this.player.jump(start));
      return button;
    });
    this.starts = new Map(this.buttons.map((button, place) => [button, found[place].start]));
    this.texts = new Map(this.buttons.map((button, place) => [button, fold(found[place].text)]));
    this.list.append(...this.buttons.map((button) => make("li", {}, button)));
    this.find();
    this.mark(this.player.at());
  }

  /** A file that its host does not let us read: its address, to open it there. */
  fail(address) {
    this.status.replaceChildren(make("a", { href: address, rel: "noopener", textContent: this.words.openTranscript }));
  }

  /** Only the lines that have what is sought. */
  find() {
    const query = fold(this.query.value.trim());
    for (const button of this.buttons) button.parentElement.hidden = !this.texts.get(button).includes(query);
    this.status.textContent = query ? this.words.linesFound.replace("{count}", this.reachable().length) : "";
    this.keepInReach();
  }

  reachable() {
    return this.buttons.filter((button) => !button.parentElement.hidden);
  }

  /** One line is in the order of the tab key, and the arrows lead to the others. */
  keepInReach(button = this.buttons.find((each) => each.tabIndex === 0 && !each.parentElement.hidden) ?? this.reachable()[0]) {
    for (const each of this.buttons) each.tabIndex = each === button ? 0 : -1;
  }

  move(event) {
    const lines = this.reachable();
    const place = lines.indexOf(document.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (!lines[next]) return;
    event.preventDefault();
    this.keepInReach(lines[next]);
    lines[next].focus();
  }

  /** The line at a second. It is kept in sight, unless the reader looks for another. */
  mark(seconds) {
    const current = markBegun(this.buttons, seconds, (button) => this.starts.get(button));
    if (!current || current === this.marked || this.query.value || this.list.matches(":hover, :focus-within")) return;
    this.marked = current;
    this.keepInReach(current);
    this.list.scrollTop = current.parentElement.offsetTop - this.list.clientHeight / 3;
  }
}
