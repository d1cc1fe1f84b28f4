// A player for a webcast or a recording: nothing is loaded from anywhere before the reader asks for it.
const all = (selector, within) => [...within.querySelectorAll(selector)];

export function prepare(words, kept) {
  for (const box of all("[data-player]", document)) new Player(box, words, kept);
}

class Player {
  constructor(box, words, kept) {
    this.words = words;
    this.screen = box.querySelector(".screen");
    this.inputs = all(".channels input", box);
    this.title = box.querySelector(".poster-title").textContent;
    const wanted = [kept.get("channel"), document.documentElement.lang, "floor"];
    this.chosen = wanted.map((language) => this.inputs.find((input) => input.value === language)).find(Boolean) ?? this.inputs[0];
    this.chosen.checked = true;
    box.querySelector(".play").addEventListener("click", () => this.play(0));
    for (const input of this.inputs) {
      input.addEventListener("change", () => {
        kept.set("channel", input.value);
        this.chosen = input;
        if (this.started) this.play(this.at());
      });
    }
    for (const chapter of all(".chapter", box)) {
      chapter.addEventListener("click", () => {
        this.play(Number(chapter.dataset.at));
        this.screen.scrollIntoView({ block: "nearest" });
      });
    }
  }

  /** Seconds into the recording, where that can be known. */
  at() {
    return this.media?.currentTime ?? this.asked ?? 0;
  }

  play(seconds) {
    this.started = true;
    this.asked = seconds;
    this.engine?.destroy();
    this.engine = undefined;
    this.media = undefined;
    const { kind, src, seek } = this.chosen.dataset;
    const element = kind === "frame" ? this.frame(src, seek, seconds) : this.video(kind, src, seconds);
    this.screen.replaceChildren(element);
    element.focus({ preventScroll: true });
  }

  frame(src, seek, seconds) {
    const frame = document.createElement("iframe");
    frame.src = src + (seconds && seek ? seek.replace("{s}", Math.floor(seconds)) : "");
    frame.title = this.named();
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    return frame;
  }

  video(kind, src, seconds, again = false) {
    const video = document.createElement("video");
    video.controls = true;
    video.playsInline = true;
    video.setAttribute("aria-label", this.named());
    for (const caption of (this.chosen.dataset.captions || "").split(" ").filter(Boolean)) {
      const [language, address] = caption.split("|");
      video.append(Object.assign(document.createElement("track"), { kind: "captions", srclang: language, label: language, src: address }));
    }
    video.addEventListener("loadedmetadata", () => { if (seconds) video.currentTime = seconds; video.play().catch(() => {}); }, { once: true });
    video.addEventListener("error", () => {
      if (!video.crossOrigin || this.media !== video) return this.fail();
      this.screen.replaceChildren(this.video(kind, src, seconds, true)); // a server that does not allow it: the picture without captions
    }, { once: true });
    if (!again && [...video.children].some((track) => new URL(track.src).origin !== location.origin)) video.crossOrigin = "anonymous"; // else captions from elsewhere stay away
    this.media = video;
    if (kind === "video" || video.canPlayType("application/vnd.apple.mpegurl")) video.src = src;
    else this.stream(video, src);
    return video;
  }

  /** HLS where the browser does not play it: hls.js, loaded now. */
  async stream(video, src) {
    const { default: Hls } = await import("./vendor/hls.light.min.mjs");
    if (this.media !== video) return;
    this.engine = new Hls();
    this.engine.on(Hls.Events.ERROR, (_, error) => { if (error.fatal) this.fail(); });
    this.engine.loadSource(new URL(src, document.baseURI).href);
    this.engine.attachMedia(video);
  }

  fail() {
    const note = Object.assign(document.createElement("p"), { className: "play", textContent: this.words.notPlayable });
    note.setAttribute("role", "alert");
    this.engine?.destroy();
    this.engine = undefined;
    this.media = undefined;
    this.screen.replaceChildren(note);
  }

  /** What plays, with the language heard. */
  named() {
    return this.title + this.words.aside.replace("{text}", () => this.chosen.parentElement.textContent.trim());
  }
}
