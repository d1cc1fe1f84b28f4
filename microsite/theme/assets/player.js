// A player for a webcast or a recording: nothing is loaded from anywhere before the reader asks for it.
const all = (selector, within) => [...within.querySelectorAll(selector)];

export function prepare(words, storage) {
  for (const box of all("[data-player]", document)) new Player(box, words, storage);
}

/** Whether two codes mean one language, however they are written: fr, fra and fr-FR do. */
function isSameLanguage(one, other) {
  try {
    return new Intl.Locale(one).language === new Intl.Locale(other).language;
  } catch {
    return one === other;
  }
}

class Player {
  constructor(box, words, storage) {
    this.words = words;
    this.screen = box.querySelector(".screen");
    this.inputs = all(".channels input", box);
    this.title = box.querySelector(".poster-title").textContent;
    const room = box.querySelector(".channels:target"); // to which an item of the agenda leads
    this.chooseFirst(storage, room ? all("input", room) : this.inputs);
    for (const input of this.inputs) {
      input.addEventListener("change", () => {
        storage.set("channel", input.value);
        if (this.started) this.change();
      });
    }
    const asked = all("[data-at]", box).filter((button) => this.prepareButton(button)).at(-1);
    if (asked) this.playFrom(asked);
  }

  /** The channel that plays: the one that the page shows as chosen, so that the two can never differ. */
  get chosen() {
    return this.inputs.find((input) => input.checked);
  }

  /** A channel that is chosen already was chosen by the reader before this script came, or given back to them by the browser. */
  chooseFirst(storage, inputs) {
    const first = (languages) => languages.map((language) => inputs.find((input) => input.value === language)).find(Boolean) ?? inputs[0];
    const own = first([document.documentElement.lang, "floor"]);
    if (!inputs.includes(this.chosen)) first([storage.get("channel"), own.value]).checked = true;
    else if (this.chosen !== own) storage.set("channel", this.chosen.value);
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
    this.play(Number(button.dataset.at));
    if (button.matches(".chapter")) this.screen.scrollIntoView({ block: "nearest" });
  }

  /** Another channel than the one that plays; one that differs in its sound only plays on. */
  change() {
    const { src, captions } = this.chosen.dataset;
    if (this.engine && this.played.src === src && this.played.captions === captions) this.hear();
    else this.play(this.at());
  }

  /** Seconds into the recording, where that can be known. */
  at() {
    return this.media?.currentTime ?? this.asked ?? 0;
  }

  play(seconds) {
    this.started = true;
    this.asked = seconds;
    this.stop();
    this.played = this.chosen.dataset;
    const { kind, src, seek } = this.played;
    const element = kind === "frame" ? this.frame(src, seek, seconds) : this.video(kind, src, seconds);
    const isInside = this.screen.contains(document.activeElement); // what has the focus goes away
    this.screen.replaceChildren(element);
    if (isInside) element.focus({ preventScroll: true });
  }

  stop() {
    this.engine?.destroy();
    this.engine = undefined;
    this.media = undefined;
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
    for (const [language, label, address] of JSON.parse(this.chosen.dataset.captions)) {
      video.append(Object.assign(document.createElement("track"), { kind: "captions", srclang: language, label, src: address }));
    }
    video.addEventListener("loadedmetadata", () => {
      if (this.media !== video) return;
      this.hear();
      if (seconds && Number.isFinite(video.duration)) video.currentTime = seconds; // what is live begins now
      video.play().catch(() => {});
    }, { once: true });
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
