// The theatre: one player for the webcast and its recordings. Nothing is loaded from anywhere before the reader asks for it.
import { clock, markBegun, markCurrent } from "./timeline.js";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export function prepare(words, storage) {
  const players = all("[data-player]").map((box) => new Player(box, words, storage));
  new Theatre(players, words);
}

/** Whether two codes mean one language, however they are written: fr, fra and fr-FR do. */
function isSameLanguage(one, other) {
  try {
    return new Intl.Locale(one).language === new Intl.Locale(other).language;
  } catch {
    return one === other;
  }
}

/** Which player has the seat: by the address, by the list of sittings, by what is on. */
class Theatre {
  constructor(players, words) {
    this.players = players;
    this.words = words;
    this.links = all("[data-seat]");
    for (const player of players) {
      player.begins = () => this.show(player);
      player.told = (seconds) => this.transcript?.mark(seconds);
      player.transcriptButton?.addEventListener("click", () => this.toggleTranscript(player));
    }
    for (const link of this.links) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.pushState(null, "", link.hash);
        this.open();
        this.current.screen.scrollIntoView({ block: "nearest" });
      });
    }
    addEventListener("hashchange", () => this.open());
    this.open();
    const asked = players.find((player) => player.asked);
    asked?.playFrom(asked.asked);
    this.followStage();
  }

  get stage() {
    return document.documentElement.dataset.stage;
  }

  /** When the live webcast begins or ends, it takes the seat or gives it up; what the reader plays goes on. */
  followStage() {
    let before = this.stage;
    new MutationObserver(() => {
      if (before === this.stage) return;
      before = this.stage;
      if (this.current?.isStarted) return;
      this.current = undefined;
      this.open();
    }).observe(document.documentElement, { attributeFilter: ["data-stage"] });
  }

  /** What a reader sees who has chosen nothing: the live webcast while there is one, else the first recording. */
  get usual() {
    return this.players.find((player) => this.isOn(player));
  }

  isOn(player) {
    return !player.isLive || this.stage === "during" || player.isStarted;
  }

  /** The player of an address, its room and its second: `#recording-SITTING@SECONDS`, `#player-SITTING`, `#live-player-room-2`. */
  open() {
    const [, name, seconds] = /^#(.+?)(?:@(\d+))?$/.exec(location.hash) ?? [];
    const place = name && document.getElementById(name.replace(/^recording-/, "player-"));
    const named = place && this.players.find(({ box }) => box.contains(place));
    const player = named && this.isOn(named) ? named : undefined;
    if (this.current && !player && location.hash) return; // another place of the page
    this.show(player ?? this.usual);
    if (player && place.matches(".channels")) player.chooseFirst(all("input", place));
    player?.startAt(Number(seconds ?? 0));
  }

  show(player) {
    if (player !== this.current) {
      this.current?.leave();
      this.closeTranscript();
    }
    this.current = player;
    for (const each of this.players) {
      each.box.classList.toggle("current", each === player);
      each.box.hidden = Boolean(player) && each !== player;
    }
    markCurrent(this.links, this.links.find((link) => link.dataset.seat === player?.box.id));
  }

  closeTranscript() {
    this.transcript?.close();
    this.transcript = undefined;
  }

  async toggleTranscript(player) {
    const isOpen = Boolean(this.transcript);
    this.closeTranscript();
    if (isOpen) return;
    const { Transcript } = await import("./transcript.js");
    if (this.current !== player || this.transcript) return;
    this.transcript = new Transcript(player, this.words);
  }
}

class Player {
  constructor(box, words, storage) {
    this.box = box;
    this.words = words;
    this.storage = storage;
    this.isLive = box.matches(".live");
    this.screen = box.querySelector(".screen");
    this.poster = box.querySelector(".play");
    this.inputs = all(".channels input", box);
    this.captions = box.querySelector(".captions select");
    this.direct = box.querySelector("[data-direct]");
    this.transcriptButton = box.querySelector("[data-transcripts]");
    this.title = box.querySelector(".poster-title").textContent;
    this.chapters = all(".chapter", document.querySelector(`[data-seat="${box.id}"]`)?.closest(".recording") ?? box);
    this.chooseFirst(this.inputs);
    this.chooseCaptions();
    for (const input of this.inputs) {
      input.addEventListener("change", () => {
        storage.set("channel", input.value);
        this.showChoice();
        if (this.isStarted) this.change();
      });
    }
    this.asked = [this.poster, ...this.chapters].filter((button) => this.prepareButton(button)).at(-1);
  }

  /** The channel that plays: the one that the page shows as chosen, so that the two can never differ. */
  get chosen() {
    return this.inputs.find((input) => input.checked);
  }

  /** A channel that is chosen already was chosen by the reader before this script came, or given back to them by the browser. */
  chooseFirst(inputs) {
    const first = (languages) => languages.map((language) => inputs.find((input) => input.value === language)).find(Boolean) ?? inputs[0];
    const own = first([document.documentElement.lang, "floor"]);
    if (!inputs.includes(this.chosen)) first([this.storage.get("channel"), own.value]).checked = true;
    else if (this.chosen !== own) this.storage.set("channel", this.chosen.value);
    this.showChoice();
  }

  /** What goes with a channel: its link, and whether captions can be chosen for it. */
  showChoice() {
    const { kind, link, src } = this.chosen.dataset;
    this.direct.href = link ?? src;
    if (this.captions) this.captions.disabled = kind === "frame";
  }

  /** Captions are chosen apart from the sound, here or in the browser's own menu; until then there are none. */
  chooseCaptions() {
    if (!this.captions) return;
    const kept = this.storage.get("captions");
    if (kept && !this.captions.value && [...this.captions.options].some(({ value }) => value === kept)) this.captions.value = kept;
    this.captions.addEventListener("change", () => {
      this.storage.set("captions", this.captions.value);
      this.showCaptions();
    });
  }

  /** The captions of the channel, and in other languages those of the other channels of its room: all tell of one recording. */
  captionFiles() {
    const others = all("input", this.chosen.closest("fieldset")).filter((input) => input !== this.chosen);
    const found = new Map();
    for (const { dataset } of [this.chosen, ...others]) {
      for (const [language, ...rest] of JSON.parse(dataset.captions)) if (!found.has(language)) found.set(language, rest);
    }
    return [...found];
  }

  showCaptions() {
    for (const { track } of all("track", this.screen)) track.mode = track.language === this.captions.value ? "showing" : "disabled";
  }

  hasChosenCaptions() {
    return all("track", this.screen).some(({ srclang }) => srclang === this.captions.value);
  }

  /** What the reader has chosen in the browser's own menu. */
  noteCaptions() {
    const shown = all("track", this.screen).find(({ track }) => track.mode === "showing")?.srclang ?? "";
    if (this.captions.value === shown || (!shown && !this.hasChosenCaptions())) return;
    this.captions.value = shown;
    this.storage.set("captions", shown);
  }

  /** Play or a chapter. Until now a click on it opened an empty popover, and so was remembered; says whether there was one. */
  prepareButton(button) {
    button.addEventListener("click", () => this.playFrom(button));
    const asked = button.popoverTargetElement?.matches(":popover-open");
    button.popoverTargetElement?.remove();
    button.removeAttribute("popovertarget");
    return asked;
  }

  playFrom(button) {
    this.begins();
    this.jump(Number(button.dataset.at));
    if (!button.matches(".chapter")) return;
    history.replaceState(null, "", `#${this.box.id.replace("player-", "recording-")}@${button.dataset.at}`);
    this.screen.scrollIntoView({ block: "nearest" });
  }

  /** Plays on from another second. */
  jump(seconds) {
    if (!Number.isFinite(this.media?.duration)) return this.play(seconds);
    this.media.currentTime = seconds;
    this.media.play().catch(() => {});
    this.tell(seconds);
  }

  /** The second from which Play will play; a recording that plays already jumps there. */
  startAt(seconds) {
    if (this.isStarted) return seconds && this.jump(seconds);
    this.poster.dataset.at = seconds;
    this.poster.lastElementChild.textContent = seconds ? this.words.playFrom.replace("{time}", () => clock(seconds)) : this.words.play;
  }

  /** Another channel than the one that plays; one that differs in its sound only plays on. */
  change() {
    const { src } = this.chosen.dataset;
    if (this.engine && this.played === src) this.hear();
    else this.play(this.at());
  }

  /** Seconds into the recording, where that can be known. */
  at() {
    return this.media?.currentTime ?? this.begun ?? 0;
  }

  play(seconds) {
    this.isStarted = true;
    for (const element of [this.box, this.box.parentElement]) element.classList.remove("hide-over"); // a session may last longer than planned
    this.begun = seconds;
    this.stop();
    const { kind, src, seek } = this.chosen.dataset;
    this.played = src;
    const element = kind === "frame" ? this.frame(src, seek, seconds) : this.video(kind, src, seconds);
    const isInside = this.screen.contains(document.activeElement); // what has the focus goes away
    this.screen.replaceChildren(element);
    if (isInside) element.focus({ preventScroll: true });
    this.tell(seconds);
  }

  /** Another player has the seat. */
  leave() {
    this.stop();
    this.isStarted = false;
    this.screen.replaceChildren(this.poster);
    markCurrent(this.chapters);
  }

  stop() {
    this.engine?.destroy();
    this.engine = undefined;
    this.media = undefined;
  }

  /** What is on at a second is marked, in the chapters and in the transcript. */
  tell(seconds) {
    markBegun(this.chapters, seconds, (chapter) => Number(chapter.dataset.at));
    this.told(seconds);
  }

  frame(src, seek, seconds) {
    const frame = document.createElement("iframe");
    frame.src = src + (seconds && seek ? seek.replace("{s}", Math.floor(seconds)) : "");
    frame.title = this.named();
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    // A page that a player opens in a new window would inherit this sandbox, and services (YouTube) do not open there: it escapes.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox");
    return frame;
  }

  video(kind, src, seconds, again = false) {
    const video = document.createElement("video");
    video.controls = true;
    video.playsInline = true;
    for (const [language, [label, address]] of this.captionFiles()) {
      video.append(Object.assign(document.createElement("track"), { kind: "captions", srclang: language, label, src: address }));
    }
    video.addEventListener("loadedmetadata", () => {
      if (this.media !== video) return;
      this.hear();
      if (seconds && Number.isFinite(video.duration)) video.currentTime = seconds; // what is live begins now
      video.play().catch(() => {});
      if (!this.captions) return;
      this.showCaptions();
      video.textTracks.addEventListener("change", () => this.media === video && this.noteCaptions());
    }, { once: true });
    video.addEventListener("timeupdate", () => this.media === video && this.tell(video.currentTime));
    video.addEventListener("error", () => {
      if (!video.crossOrigin || this.media !== video) return this.fail();
      this.screen.replaceChildren(this.video(kind, src, seconds, true)); // a server that does not allow it: the picture without captions
    }, { once: true });
    if (!again && [...video.children].some((track) => new URL(track.src).origin !== location.origin)) video.crossOrigin = "anonymous"; // else captions from elsewhere stay away
    this.media = video;
    this.hear();
    if (kind === "video" || this.isNative(video, src)) video.src = src;
    else this.stream(video, src);
    return video;
  }

  /** Whether the browser plays an HLS stream by itself; where its channels are sounds of one stream, it has to let us choose among them. */
  isNative(video, src) {
    const shared = this.inputs.filter((input) => input.dataset.src === src).length > 1;
    return video.canPlayType("application/vnd.apple.mpegurl") && (!shared || Boolean(video.audioTracks));
  }

  /** HLS where the browser does not play it: hls.js, loaded now. */
  async stream(video, src) {
    const { default: Hls } = await import("./vendor/hls.min.mjs");
    if (this.media !== video) return;
    this.engine = new Hls({ liveDurationInfinity: true });
    this.engine.on(Hls.Events.ERROR, (_, error) => { if (error.fatal) this.fail(); });
    this.engine.on(Hls.Events.MANIFEST_PARSED, () => this.hear());
    this.engine.loadSource(new URL(src, document.baseURI).href);
    this.engine.attachMedia(video);
  }

  /** Of several sounds in one stream, the one in the language of the channel; else the one that the stream begins with. */
  hear() {
    this.media.setAttribute("aria-label", this.named());
    const sounds = [...(this.engine?.allAudioTracks ?? this.media.audioTracks ?? [])];
    const wanted = sounds.find((sound) => isSameLanguage(sound.lang ?? sound.language, this.chosen.value)) ?? sounds.find((sound) => sound.default);
    if (!wanted) return;
    if (this.engine) this.engine.setAudioOption({ lang: wanted.lang, name: wanted.name });
    else for (const sound of sounds) sound.enabled = sound === wanted;
  }

  fail() {
    const note = Object.assign(document.createElement("p"), { className: "play", textContent: this.words.notPlayable });
    note.setAttribute("role", "alert");
    this.stop();
    this.screen.replaceChildren(note);
  }

  /** What plays, with the language heard. */
  named() {
    return this.title + this.words.aside.replace("{text}", () => this.chosen.parentElement.textContent.trim());
  }
}
